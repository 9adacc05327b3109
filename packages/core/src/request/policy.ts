import { maxMoment } from "../outcome/moment.ts";
import { wholeDuration } from "./whole-duration.ts";

/** The limits of a settlement or request. Times in milliseconds. */
export type Policy = {
	/** Time limit of the whole settlement, from its begin. @default 30_000 */
	deadlineMs: number;
	/** Time limit of one request; never more than half the deadline. @default 10_000 */
	attemptTimeoutMs: number;
	/**
	 * Whether to read the instance before submitting. Then it can be decided whether the response is new, and what
	 * happened if no response was received. @default true unless an instance was passed in
	 */
	readFirst: boolean;
	/**
	 * Longest time after which a sent request can still take effect; `null` if unknown: then a refusal in doubt ends
	 * `uncertain`. @default null
	 */
	maxDeliveryDelayMs: number | null;
	/** Longest time by which a read can be stale. @default 5_000 */
	maxReadStalenessMs: number;
	/** Maximum number of requests of any kind. @default 40 */
	maxCalls: number;
	/**
	 * Whether `fetch` may send a request twice without reporting it, as browsers do if a connection breaks. Then every
	 * submit is in doubt. @default false
	 */
	fetchMayResend: boolean;
};

/** A policy as a caller sets it: every field is optional. */
export type PolicyOptions = {
	[K in keyof Policy]?: Policy[K] | undefined;
};

/** The default of each policy field. */
export const defaultPolicy: Policy = {
	deadlineMs: 30_000,
	attemptTimeoutMs: 10_000,
	readFirst: true,
	maxDeliveryDelayMs: null,
	maxReadStalenessMs: 5_000,
	maxCalls: 40,
	fetchMayResend: false,
};

/**
 * The time limit of one request: at most half the deadline, which leaves time to settle a submit in doubt. A settlement
 * that is resumed with a longer deadline gets its longer limit back.
 */
export function attemptLimit({ attemptTimeoutMs, deadlineMs }: Policy): number {
	return Math.min(attemptTimeoutMs, Math.ceil(deadlineMs / 2));
}

/** Applies the defaults to what is not set, and makes every duration one of whole milliseconds. */
export function resolvePolicy(
	options: PolicyOptions,
	defaults: Policy = defaultPolicy,
): Policy {
	const policy = Object.fromEntries(
		Object.entries(defaults).map(([name, value]) => {
			const given = options[name as keyof Policy];
			return [name, given === undefined ? value : given];
		}),
	) as Policy;
	const { maxDeliveryDelayMs } = policy;
	return {
		...policy,
		deadlineMs: wholeDuration(policy.deadlineMs),
		attemptTimeoutMs: wholeDuration(policy.attemptTimeoutMs),
		maxReadStalenessMs: wholeDuration(policy.maxReadStalenessMs),
		maxDeliveryDelayMs:
			maxDeliveryDelayMs === null
				? null
				: Math.min(maxMoment, Math.ceil(maxDeliveryDelayMs)),
	};
}
