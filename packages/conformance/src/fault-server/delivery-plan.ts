import type { Reply } from "@signoff/core";
import type { Fate, Silence } from "../simulation/faults.ts";
import { refusal } from "../simulation/server-responses.ts";
import type { SocketFate } from "./types.ts";

/** How an answer goes out. */
export type Manner = SocketFate | { kind: "whole" };

/** How a call ends for its caller. */
export type Ending =
	| { kind: "silent"; silence: Silence }
	/** With the server's own answer. */
	| { kind: "served"; manner: Manner }
	/** With an answer of something before the server. `dated`: whether it has a `Date`. */
	| { kind: "instead"; reply: Reply; dated: boolean };

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
export const loginPage: Reply = {
	status: 200,
	headers: {},
	data: "<!doctype html><title>Log in</title><form></form>",
};

const reset: Ending = { kind: "silent", silence: "reset" };
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
export function courseOf(fate: Fate | SocketFate, now: number): Course {
	switch (fate.kind) {
		case "through":
			return served;
		case "unsent":
			return { ...served, copies: [], ending: reset };
		case "request_dropped":
			return { ...silent(fate.silence), copies: [] };
		case "answer_dropped":
			return silent(fate.silence);
		case "arrives_late":
			return { ...silent(fate.silence), copies: [fate.delay] };
		case "duplicated":
			return { ...served, copies: [0, 0] };
		case "duplicated_late":
			return { ...silent(fate.silence), copies: [0, fate.delay] };
		case "failed":
			return { ...instead(failure(fate)), copies: fate.recorded ? [0] : [] };
		case "refused":
			return instead(refusal(fate.status));
		case "rate_limited":
			return limited(fate, now);
		case "token_expired":
			return { ...served, expires: true };
		case "stale":
			return { ...served, lag: fate.lag };
		case "garbled":
			return instead(loginPage);
		case "truncated":
		case "wrong_length":
		case "slow":
		case "empty":
			return { ...served, ending: { kind: "served", manner: fate } };
	}
}

function silent(silence: Silence): Course {
	return { ...served, ending: { kind: "silent", silence } };
}

/** A call that is answered before it reaches the server. */
export function instead(reply: Reply, dated = true): Course {
	return { ...served, copies: [], ending: { kind: "instead", reply, dated } };
}

function failure({
	status,
	retry_after,
	html,
}: Extract<Fate, { kind: "failed" }>): Reply {
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
	{ reset_in, retry_after, dated }: Extract<Fate, { kind: "rate_limited" }>,
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
