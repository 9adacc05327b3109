import { type Instance, instanceSchema } from "@signoff/core/contract";
import type { Attempt, CallName } from "@signoff/core/outcome";
import type { PolicyOptions } from "@signoff/core/request";
import { isHeaderSafe } from "../http/header-value.ts";
import { runtimeMayResend } from "../http/runtime.ts";
import { checkOptions, type OptionRules } from "../options/check-options.ts";
import { type ReadOptions, readRules } from "../options/read-options.ts";
import {
	booleanRule,
	countRule,
	functionRule,
	isObject,
	isPositiveNumber,
} from "../options/rules.ts";
import { isValidated } from "../resources/validated-instances.ts";

/** What a settlement is doing at the moment. */
export type RespondActivity =
	| { kind: "calling"; call: CallName }
	/** Until when, ISO 8601 in UTC. */
	| { kind: "waiting"; until: string };

/** The progress of a settlement. */
export type RespondProgress = {
	/** The completed requests, in order. */
	attempts: Attempt[];
	activity: RespondActivity;
};

/** How a submission is settled. Durations in milliseconds. */
export type RespondOptions = ReadOptions & {
	/** An instance read before: saves the first read. */
	instance?: Instance | undefined;
	/**
	 * Read the instance before submitting, so that novelty can be decided, and a lost response too.
	 * @default true if `instance` is not given
	 */
	readFirst?: boolean | undefined;
	/** The longest time after which a sent message can still arrive; `null` if not known. @default null */
	maxDeliveryDelayMs?: number | null | undefined;
	/** The longest time that a read can be stale. @default 5_000 */
	maxReadStalenessMs?: number | undefined;
	/** The most requests, of any kind. @default 40 */
	maxCalls?: number | undefined;
	/**
	 * Whether `fetch` may send a request twice without reporting it, as browsers do if a connection breaks. A refusal that
	 * no read explains then ends in `uncertain`, unless `maxDeliveryDelayMs` is known.
	 * @default true in browsers, else false
	 */
	fetchMayResend?: boolean | undefined;
	/**
	 * Send the header `Idempotency-Token` (contract §1): `true` creates one UUID for this submission, which all its
	 * retries share; a string is sent as it is.
	 * @default false
	 */
	idempotencyToken?: boolean | string | undefined;
	/** Called before each request and each wait. An error that it throws does not affect the settlement. */
	onProgress?: ((progress: RespondProgress) => void) | undefined;
};

const isNotNegative = (value: unknown): boolean =>
	value === 0 || isPositiveNumber(value);

/** The rules of {@link RespondOptions}, for options that include them. */
export const respondRules: OptionRules<RespondOptions> = {
	...readRules,
	instance: ["an instance, as read before", isObject],
	readFirst: booleanRule,
	maxDeliveryDelayMs: [
		"null or a number of milliseconds",
		(value) => value === null || isNotNegative(value),
	],
	maxReadStalenessMs: ["a number of milliseconds", isNotNegative],
	maxCalls: countRule,
	fetchMayResend: booleanRule,
	idempotencyToken: [
		"a boolean, or a string of visible ASCII",
		(value) => typeof value === "boolean" || isHeaderSafe(value),
	],
	onProgress: functionRule,
};

/** @throws {TypeError} if an option is unknown or invalid */
export function checkRespondOptions(options: RespondOptions): void {
	checkOptions(options, respondRules);
}

/** The options, which hold core's policy, with this runtime's default. */
export function policyOptions({
	fetchMayResend = runtimeMayResend(),
	...options
}: RespondOptions): PolicyOptions {
	return { ...options, fetchMayResend };
}

/**
 * The option `instance`, whether a client read it or it has the form of the wire; `null` if it is not given.
 *
 * @throws {TypeError} if it is not an instance
 */
export function knownInstance({ instance }: RespondOptions): Instance | null {
	if (instance === undefined) return null;
	if (isValidated(instance)) return instance;
	const parsed = instanceSchema.safeParse(instance);
	if (parsed.success) return parsed.data;
	throw new TypeError(
		"The option `instance` must be an instance, as read before.",
	);
}
