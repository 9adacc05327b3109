import { maxMoment } from "../outcome/moment.ts";
import { wholeDuration } from "./whole-duration.ts";

/** The limits of a settlement or request. Times in milliseconds. */
export type Policy = {
	/** Time limit of the whole settlement, from its begin. @default 30_000 */
	deadlineMs: number;
	/** Time limit of one request. @default 10_000, at most half the deadline */
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
 * Applies the defaults, and makes every duration one of whole milliseconds. One attempt takes at most half the deadline,
 * which leaves time to settle a submit in doubt.
 */
export function resolvePolicy(
	options: PolicyOptions,
	hasInstance: boolean,
): Policy {
	const deadlineMs = wholeDuration(
		options.deadlineMs ?? defaultPolicy.deadlineMs,
	);
	const maxDeliveryDelayMs =
		options.maxDeliveryDelayMs ?? defaultPolicy.maxDeliveryDelayMs;
	return {
		deadlineMs,
		attemptTimeoutMs: wholeDuration(
			Math.min(
				options.attemptTimeoutMs ?? defaultPolicy.attemptTimeoutMs,
				deadlineMs / 2,
			),
		),
		readFirst: options.readFirst ?? !hasInstance,
		maxDeliveryDelayMs:
			maxDeliveryDelayMs === null
				? null
				: Math.min(maxMoment, Math.ceil(maxDeliveryDelayMs)),
		maxReadStalenessMs: wholeDuration(
			options.maxReadStalenessMs ?? defaultPolicy.maxReadStalenessMs,
		),
		maxCalls: options.maxCalls ?? defaultPolicy.maxCalls,
		fetchMayResend: options.fetchMayResend ?? defaultPolicy.fetchMayResend,
	};
}
