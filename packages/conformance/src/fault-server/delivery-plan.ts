import type { HttpResponseData } from "@signoff/core";
import type { LossMode, NetworkFault } from "../simulation/faults.ts";
import { refusalReply } from "../simulation/refusal-reply.ts";
import type { SocketFault } from "./types.ts";

/** How an answer goes out. */
export type TransmissionMode = SocketFault | { kind: "whole" };

/** How a call ends for its caller. */
export type ReplyPlan =
	| { kind: "silent"; loss: LossMode }
	/** With the server's own answer. */
	| { kind: "served"; manner: TransmissionMode }
	/** With an answer of something before the server. `dated`: whether it has a `Date`. */
	| { kind: "instead"; reply: HttpResponseData; dated: boolean };

/** What becomes of a call, as something to carry out. Durations in milliseconds. */
export type DeliveryPlan = {
	/** When copies of the call reach the server, counted from when it came. */
	copy_delays_ms: number[];
	/** How old what a read shows is. */
	staleness_ms: number;
	/** From this call on the token is no good. */
	expires_token: boolean;
	reply: ReplyPlan;
};

/** Where a redirect leads: a page that answers 200 to anybody. */
export const loginPath = "/login";

/** The page that stands where an answer should be. */
export const loginPage: HttpResponseData = {
	status: 200,
	headers: {},
	data: "<!doctype html><title>Log in</title><form></form>",
};

const connectionReset: ReplyPlan = { kind: "silent", loss: "reset" };
const delivered: DeliveryPlan = {
	copy_delays_ms: [0],
	staleness_ms: 0,
	expires_token: false,
	reply: { kind: "served", manner: { kind: "whole" } },
};

/**
 * What a fate comes to on a socket.
 *
 * @param now Unix milliseconds: a limit's reset counts from it
 */
export function deliveryPlanFor(
	fault: NetworkFault | SocketFault,
	now: number,
): DeliveryPlan {
	switch (fault.kind) {
		case "none":
			return delivered;
		case "not_sent":
			return { ...delivered, copy_delays_ms: [], reply: connectionReset };
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
		case "refused":
			return gatewayReply(refusalReply(fault.status));
		case "rate_limited":
			return rateLimitedReply(fault, now);
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
			return { ...delivered, reply: { kind: "served", manner: fault } };
	}
}

function noReply(loss: LossMode): DeliveryPlan {
	return { ...delivered, reply: { kind: "silent", loss } };
}

/** A call that is answered before it reaches the server. */
export function gatewayReply(
	reply: HttpResponseData,
	dated = true,
): DeliveryPlan {
	return {
		...delivered,
		copy_delays_ms: [],
		reply: { kind: "instead", reply, dated },
	};
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
		dated,
	}: Extract<NetworkFault, { kind: "rate_limited" }>,
	now: number,
): DeliveryPlan {
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
		...(retry_after === null ? {} : { "retry-after": String(retry_after) }),
	};
	return gatewayReply({ ...refusalReply(429), headers }, dated);
}
