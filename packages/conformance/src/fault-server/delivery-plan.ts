import type { HttpResponseData } from "@signoff/core";
import { relayReply } from "../simulation/fault-replies.ts";
import type { LossMode, NetworkFault } from "../simulation/faults.ts";
import { refusalReply } from "../simulation/refusal-reply.ts";
import type { SocketFault } from "./types.ts";

/** How a reply is sent. */
export type TransmissionMode = SocketFault | { kind: "complete" };

/** The reply that the client receives. */
export type ReplyPlan =
	| { kind: "no_reply"; loss: LossMode }
	/** The server's own reply. */
	| { kind: "from_server"; mode: TransmissionMode }
	/** The reply of a gateway in front of the server. `dated`: whether it has a `Date` header. */
	| { kind: "from_gateway"; reply: HttpResponseData; dated: boolean };

/** How a request is delivered and replied to. Durations in milliseconds. */
export type DeliveryPlan = {
	/** The delay of each copy of the request that reaches the server; empty if none does. */
	copy_delays_ms: number[];
	/** How old the state is that a read shows. */
	staleness_ms: number;
	/** Whether every token expires with this request. */
	expires_token: boolean;
	reply: ReplyPlan;
};

/** Where redirects lead: a page that returns 200 to every client. */
export const loginPath = "/login";

/** An HTML page in place of a reply. */
export const loginPage: HttpResponseData = {
	status: 200,
	headers: {},
	data: "<!doctype html><title>Log in</title><form></form>",
};

const delivered: DeliveryPlan = {
	copy_delays_ms: [0],
	staleness_ms: 0,
	expires_token: false,
	reply: { kind: "from_server", mode: { kind: "complete" } },
};

/**
 * The delivery plan of a fault.
 *
 * @param now Unix milliseconds, from which a rate limit's reset counts
 */
export function deliveryPlanFor(
	fault: NetworkFault | SocketFault,
	now: number,
): DeliveryPlan {
	switch (fault.kind) {
		case "none":
			return delivered;
		case "not_sent":
			return { ...noReply("reset"), copy_delays_ms: [] };
		case "request_dropped":
			return { ...noReply(fault.loss), copy_delays_ms: [] };
		case "reply_dropped":
			return noReply(fault.loss);
		case "arrives_late":
			return { ...noReply(fault.loss), copy_delays_ms: [fault.delay_ms] };
		case "duplicated":
			return { ...delivered, copy_delays_ms: [0, 0] };
		case "duplicated_late":
			return { ...noReply(fault.loss), copy_delays_ms: [0, fault.delay_ms] };
		case "failed":
			return {
				...gatewayReply(failedReply(fault)),
				copy_delays_ms: fault.recorded ? [0] : [],
			};
		case "relayed":
			return {
				...gatewayReply(relayReply(fault, now)),
				copy_delays_ms: fault.status === 504 && fault.recorded ? [0] : [],
			};
		case "refused":
			return gatewayReply(refusalReply(fault.status));
		case "rate_limited":
			return gatewayReply(rateLimitedReply(fault, now), fault.dated);
		case "token_expired":
			return { ...delivered, expires_token: true };
		case "stale":
			return { ...delivered, staleness_ms: fault.staleness_ms };
		case "garbled":
			return gatewayReply(loginPage);
		case "truncated":
		case "wrong_length":
		case "slow":
		case "empty":
			return { ...delivered, reply: { kind: "from_server", mode: fault } };
	}
}

/** A request that a gateway replies to and that does not reach the server. */
export function gatewayReply(
	reply: HttpResponseData,
	dated = true,
): DeliveryPlan {
	return {
		...delivered,
		copy_delays_ms: [],
		reply: { kind: "from_gateway", reply, dated },
	};
}

function noReply(loss: LossMode): DeliveryPlan {
	return { ...delivered, reply: { kind: "no_reply", loss } };
}

function failedReply({
	status,
	retry_after,
	html,
}: Extract<NetworkFault, { kind: "failed" }>): HttpResponseData {
	return {
		status,
		headers: {
			...(retry_after === null ? {} : { "retry-after": String(retry_after) }),
			...(status >= 300 && status < 400 ? { location: loginPath } : {}),
		},
		data: html ? "<html><h1>Sorry</h1></html>" : null,
	};
}

function rateLimitedReply(
	{
		reset_in,
		retry_after,
		repeated,
	}: Extract<NetworkFault, { kind: "rate_limited" }>,
	now: number,
): HttpResponseData {
	const window: Record<string, string> =
		reset_in === null
			? {}
			: {
					"x-rate-limit-limit": "25",
					"x-rate-limit-remaining": "0",
					"x-rate-limit-reset": String(Math.ceil(now / 1000) + reset_in),
				};
	const headers = {
		...window,
		...(retry_after === null
			? {}
			: { "retry-after": repeated ? `${retry_after}, 1` : `${retry_after}` }),
	};
	return { ...refusalReply(429), headers };
}
