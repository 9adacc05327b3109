/** How far a settlement may go. Times in milliseconds. */
export type Policy = {
	/** Everything ends by then, counted from `begin`. @default 30_000 */
	deadlineMs: number;
	/** Longest wait for one answer. @default 10_000, at most half the deadline */
	attemptTimeoutMs: number;
	/**
	 * Read the instance before submitting: both novelty and a lost answer become decidable.
	 * @default true where no instance was handed in
	 */
	readFirst: boolean;
	/** Longest a sent message can still arrive; `null` where not known: refusals in doubt then end `uncertain`. @default null */
	maxDeliveryDelayMs: number | null;
	/** Longest a read can be stale. @default 5_000 */
	maxReadStalenessMs: number;
	/** Most calls of any name. @default 40 */
	maxCalls: number;
	/**
	 * Whether what carries calls out may send one twice and keep it quiet, as browsers do where a connection breaks:
	 * every submit is then in doubt. @default false
	 */
	fetchMayResend: boolean;
};

/** The part of a policy that a caller sets. */
export type PolicyOptions = {
	[K in keyof Policy]?: Policy[K] | undefined;
};

/** What holds where the caller says nothing. */
export const defaultPolicy: Policy = {
	deadlineMs: 30_000,
	attemptTimeoutMs: 10_000,
	readFirst: true,
	maxDeliveryDelayMs: null,
	maxReadStalenessMs: 5_000,
	maxCalls: 40,
	fetchMayResend: false,
};

/** Fills a policy up. One attempt takes half the deadline at most, so that a lost answer leaves time to settle it. */
export function resolvePolicy(
	given: PolicyOptions,
	hasInstance: boolean,
): Policy {
	const deadlineMs = given.deadlineMs ?? defaultPolicy.deadlineMs;
	return {
		deadlineMs,
		attemptTimeoutMs: Math.min(
			given.attemptTimeoutMs ?? defaultPolicy.attemptTimeoutMs,
			Math.ceil(deadlineMs / 2),
		),
		readFirst: given.readFirst ?? !hasInstance,
		maxDeliveryDelayMs:
			given.maxDeliveryDelayMs ?? defaultPolicy.maxDeliveryDelayMs,
		maxReadStalenessMs:
			given.maxReadStalenessMs ?? defaultPolicy.maxReadStalenessMs,
		maxCalls: given.maxCalls ?? defaultPolicy.maxCalls,
		fetchMayResend: given.fetchMayResend ?? defaultPolicy.fetchMayResend,
	};
}
