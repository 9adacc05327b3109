import type { HttpResponseData } from "@signoff/core";
import type { LossMode, NetworkFault } from "../simulation/faults.ts";
import { refusal } from "../simulation/server-responses.ts";
import type { SocketFault } from "./types.ts";

/** How an answer goes out. */
export type Manner = SocketFault | { kind: "whole" };

/** How a call ends for its caller. */
export type Ending =
	| { kind: "silent"; loss: LossMode }
	/** With the server's own answer. */
	| { kind: "served"; manner: Manner }
	/** With an answer of something before the server. `dated`: whether it has a `Date`. */
	| { kind: "instead"; reply: HttpResponseData; dated: boolean };

/** What becomes of a call, as something to carry out. Durations in milliseconds. */
export type Course = {
	/** When copies of the call reach the server, counted from when it came. */
	copies: number[];
	/** How old what a read shows is. */
	lag: number;
	/** From this call on the token is no good. */
	expires: boolean;
	ending: Ending;
};

/** Where a redirect leads: a page that answers 200 to anybody. */
export const loginPath = "/login";

/** The page that stands where an answer should be. */
export const loginPage: HttpResponseData = {
	status: 200,
	headers: {},
	data: "<!doctype html><title>Log in</title><form></form>",
};

const reset: Ending = { kind: "silent", loss: "reset" };
const served: Course = {
	copies: [0],
	lag: 0,
	expires: false,
	ending: { kind: "served", manner: { kind: "whole" } },
};

/**
 * What a fate comes to on a socket.
 *
 * @param now Unix milliseconds: a limit's reset counts from it
 */
export function courseOf(
	fault: NetworkFault | SocketFault,
	now: number,
): Course {
	switch (fault.kind) {
		case "through":
			return served;
		case "not_sent":
			return { ...served, copies: [], ending: reset };
		case "request_dropped":
			return { ...silent(fault.loss), copies: [] };
		case "answer_dropped":
			return silent(fault.loss);
		case "arrives_late":
			return { ...silent(fault.loss), copies: [fault.delay] };
		case "duplicated":
			return { ...served, copies: [0, 0] };
		case "duplicated_late":
			return { ...silent(fault.loss), copies: [0, fault.delay] };
		case "failed":
			return { ...instead(failure(fault)), copies: fault.recorded ? [0] : [] };
		case "refused":
			return instead(refusal(fault.status));
		case "rate_limited":
			return limited(fault, now);
		case "token_expired":
			return { ...served, expires: true };
		case "stale":
			return { ...served, lag: fault.lag };
		case "garbled":
			return instead(loginPage);
		case "truncated":
		case "wrong_length":
		case "slow":
		case "empty":
			return { ...served, ending: { kind: "served", manner: fault } };
	}
}

function silent(loss: LossMode): Course {
	return { ...served, ending: { kind: "silent", loss } };
}

/** A call that is answered before it reaches the server. */
export function instead(reply: HttpResponseData, dated = true): Course {
	return { ...served, copies: [], ending: { kind: "instead", reply, dated } };
}

function failure({
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

function limited(
	{
		reset_in,
		retry_after,
		dated,
	}: Extract<NetworkFault, { kind: "rate_limited" }>,
	now: number,
): Course {
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
	return instead({ ...refusal(429), headers }, dated);
}
