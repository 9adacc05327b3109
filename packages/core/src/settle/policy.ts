import type { Policy } from "./state.ts";

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
export function resolvePolicy(
	policy: Partial<Policy>,
	hasSeen: boolean,
): Policy {
	const given = Object.fromEntries(
		Object.entries(policy).filter(([, value]) => value !== undefined),
	);
	const full: Policy = { ...defaultPolicy, lookFirst: !hasSeen, ...given };
	return {
		...full,
		attemptTimeoutMs: Math.min(
			full.attemptTimeoutMs,
			Math.ceil(full.deadlineMs / 2),
		),
	};
}
