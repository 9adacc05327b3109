import type { Policy, PolicyOptions } from "../settlement/state.ts";

/** What holds where the caller says nothing. */
export const defaultPolicy: Policy = {
	deadlineMs: 30_000,
	attemptTimeoutMs: 10_000,
	lookFirst: true,
	quietMs: null,
	lagMs: 5_000,
	maxCalls: 40,
	resends: false,
};

/** Fills a policy up. One attempt takes half the deadline at most, so that a lost answer leaves time to settle it. */
export function resolvePolicy(given: PolicyOptions, hasSeen: boolean): Policy {
	const deadlineMs = given.deadlineMs ?? defaultPolicy.deadlineMs;
	return {
		deadlineMs,
		attemptTimeoutMs: Math.min(
			given.attemptTimeoutMs ?? defaultPolicy.attemptTimeoutMs,
			Math.ceil(deadlineMs / 2),
		),
		lookFirst: given.lookFirst ?? !hasSeen,
		quietMs: given.quietMs ?? defaultPolicy.quietMs,
		lagMs: given.lagMs ?? defaultPolicy.lagMs,
		maxCalls: given.maxCalls ?? defaultPolicy.maxCalls,
		resends: given.resends ?? defaultPolicy.resends,
	};
}
