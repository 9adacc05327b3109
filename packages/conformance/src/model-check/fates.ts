import type { CallName } from "@signoff/core";
import { between, type Choices, chance, pick, pickWeighted } from "./choices.ts";

/** How a call that gets no answer ends for the caller. */
export type Silence = "reset" | "hang";

/** What becomes of a call on its way. Delays in milliseconds. */
export type Fate =
	| { kind: "through" }
	/** The connection is refused: certainly never sent. */
	| { kind: "unsent" }
	| { kind: "request_dropped"; silence: Silence }
	| { kind: "answer_dropped"; silence: Silence }
	/** Arrives long after the caller has given up. */
	| { kind: "arrives_late"; silence: Silence; delay: number }
	/** Two copies arrive; the answer is the first one's. */
	| { kind: "duplicated" }
	/** Two copies, the second one late, and no answer. */
	| { kind: "duplicated_late"; silence: Silence; delay: number }
	/** A status from before or behind the server: the submission may have gone in or not. */
	| { kind: "failed"; status: number; recorded: boolean; retry_after: number | null; html: boolean }
	/** A refusal by something in front of the server. */
	| { kind: "refused"; status: number }
	| { kind: "rate_limited"; reset_in: number; retry_after: number | null; dated: boolean }
	| { kind: "token_expired" }
	/** A read as it was some time ago. */
	| { kind: "stale"; lag: number }
	/** A read whose body is not what it should be. */
	| { kind: "garbled" };

/** What becomes of a token refresh. `dead`: the new token is no good either. */
export type RefreshFate = "refreshed" | "refresh_failed" | "refresh_refused" | "dead";

/** Draws what goes wrong with a call; lost answers and stale reads are favoured. */
export function drawFate(choices: Choices, call: CallName, quietMs: number, lagMs: number): Fate {
	return call === "submit" ? drawSubmitFate(choices, quietMs) : drawReadFate(choices, lagMs);
}

function drawSubmitFate(choices: Choices, quietMs: number): Fate {
	const silence: Silence = chance(choices, 40) ? "hang" : "reset";
	const kind = pickWeighted(choices, submitWeights);
	switch (kind) {
		case "arrives_late":
		case "duplicated_late":
			return { kind, silence, delay: between(choices, 1, Math.max(1, quietMs)) };
		case "request_dropped":
		case "answer_dropped":
			return { kind, silence };
		case "failed":
			return {
				kind,
				status: pick(choices, [500, 502, 503, 408, 302, 200, 307, 201]),
				recorded: chance(choices, 50),
				retry_after: chance(choices, 30) ? between(choices, 1, 3) : null,
				html: chance(choices, 50),
			};
		case "refused":
			return { kind, status: pick(choices, [403, 404, 400, 422, 413]) };
		case "rate_limited":
			return limited(choices);
		default:
			return { kind };
	}
}

const submitWeights = [
	{ weight: 5, value: "unsent" },
	{ weight: 10, value: "request_dropped" },
	{ weight: 22, value: "answer_dropped" },
	{ weight: 14, value: "arrives_late" },
	{ weight: 6, value: "duplicated" },
	{ weight: 6, value: "duplicated_late" },
	{ weight: 18, value: "failed" },
	{ weight: 6, value: "refused" },
	{ weight: 7, value: "rate_limited" },
	{ weight: 6, value: "token_expired" },
] as const;

function drawReadFate(choices: Choices, lagMs: number): Fate {
	const kind = pickWeighted(choices, readWeights);
	switch (kind) {
		case "stale":
			return { kind, lag: between(choices, 0, lagMs) };
		case "request_dropped":
			return { kind, silence: chance(choices, 40) ? "hang" : "reset" };
		case "failed":
			return { kind, status: pick(choices, [500, 502, 503, 408, 302]), recorded: false, retry_after: null, html: chance(choices, 50) };
		case "refused":
			return { kind, status: pick(choices, [403, 404]) };
		case "rate_limited":
			return limited(choices);
		default:
			return { kind };
	}
}

const readWeights = [
	{ weight: 40, value: "stale" },
	{ weight: 12, value: "request_dropped" },
	{ weight: 12, value: "failed" },
	{ weight: 6, value: "refused" },
	{ weight: 6, value: "rate_limited" },
	{ weight: 5, value: "token_expired" },
	{ weight: 4, value: "garbled" },
	{ weight: 3, value: "unsent" },
] as const;

function limited(choices: Choices): Fate {
	return {
		kind: "rate_limited",
		reset_in: between(choices, 0, 6),
		retry_after: chance(choices, 40) ? between(choices, 0, 4) : null,
		dated: !chance(choices, 20),
	};
}

/** Draws what becomes of a refresh. */
export function drawRefreshFate(choices: Choices): RefreshFate {
	return pickWeighted(choices, [
		{ weight: 6, value: "refreshed" },
		{ weight: 2, value: "refresh_failed" },
		{ weight: 1, value: "dead" },
		{ weight: 1, value: "refresh_refused" },
	]);
}
