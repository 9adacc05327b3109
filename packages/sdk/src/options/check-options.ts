import { type Instance, instanceSchema } from "@signoff/core/contract";
import type { Attempt, CallName } from "@signoff/core/outcome";
import type { PolicyOptions } from "@signoff/core/request";
import { validate } from "@signoff/core/validation";
import { runtimeResends } from "../http/runtime.ts";
import { isRead } from "../resources/validated-instances.ts";

/** How long a read may take, and what may break it off. */
export type ReadOptions = {
	/** Breaks the call off: it rejects with an `AbortError`. */
	signal?: AbortSignal | undefined;
	/** Milliseconds until the call ends, whatever was found out. @default 30_000 */
	deadlineMs?: number | undefined;
	/** Longest wait for one answer, in milliseconds. @default 10_000, at most half the deadline */
	attemptTimeoutMs?: number | undefined;
};

/** What a settlement is doing at the moment. */
export type RespondActivity =
	| { kind: "calling"; call: CallName }
	/** Until when, ISO 8601 in UTC. */
	| { kind: "waiting"; until: string };

/** How far a settlement has come. */
export type RespondProgress = {
	/** The calls that are over, in order. */
	attempts: Attempt[];
	doing: RespondActivity;
};

/** How a submission is settled. Durations in milliseconds. */
export type RespondOptions = ReadOptions & {
	/** An instance read before: spares the first read. */
	instance?: Instance | undefined;
	/**
	 * Read the instance before submitting, so that both novelty and a lost answer become decidable.
	 * @default true where `instance` was not given
	 */
	readFirst?: boolean | undefined;
	/** Longest a sent message can still arrive; `null` where not known. @default null */
	maxDeliveryDelayMs?: number | null | undefined;
	/** Longest a read can be stale. @default 5_000 */
	maxReadStalenessMs?: number | undefined;
	/** Most calls of any name. @default 40 */
	maxCalls?: number | undefined;
	/**
	 * Whether `fetch` may send a call twice and keep it quiet, as browsers do where a connection breaks: a refusal that
	 * no read explains then ends `uncertain`, unless `maxDeliveryDelayMs` is known.
	 * @default true in browsers, else false
	 */
	fetchMayResend?: boolean | undefined;
	/**
	 * Send the header `Idempotency-Token` (contract §1): `true` makes one UUID for this submission, the same for
	 * all its retries; a string is sent as it is.
	 * @default false
	 */
	idempotencyToken?: boolean | string | undefined;
	/** Told before each call and each wait, to show what is happening. What it throws does not reach the settlement. */
	onProgress?: ((progress: RespondProgress) => void) | undefined;
};

/** What each option must be, in words and as a check. */
export type Rules<T> = {
	[K in keyof Required<T>]: [
		expected: string,
		holds: (value: unknown) => boolean,
	];
};

/** A positive, finite number. */
export const isLength = (value: unknown): boolean =>
	typeof value === "number" && value > 0 && Number.isFinite(value);
const isNotNegative = (value: unknown): boolean =>
	value === 0 || isLength(value);

const readRules: Rules<ReadOptions> = {
	signal: ["an AbortSignal", (value) => value instanceof AbortSignal],
	deadlineMs: ["a positive number of milliseconds", isLength],
	attemptTimeoutMs: ["a positive number of milliseconds", isLength],
};

const respondRules: Rules<RespondOptions> = {
	...readRules,
	instance: [
		"an instance, as read before",
		(value) => typeof value === "object" && value !== null,
	],
	readFirst: ["a boolean", (value) => typeof value === "boolean"],
	maxDeliveryDelayMs: [
		"null or a number of milliseconds",
		(value) => value === null || isNotNegative(value),
	],
	maxReadStalenessMs: ["a number of milliseconds", isNotNegative],
	maxCalls: [
		"a positive integer",
		(value) => isLength(value) && Number.isInteger(value),
	],
	fetchMayResend: ["a boolean", (value) => typeof value === "boolean"],
	idempotencyToken: [
		"a boolean, or a string of visible ASCII",
		(value) => typeof value === "boolean" || isHeaderSafe(value),
	],
	onProgress: ["a function", (value) => typeof value === "function"],
};

/** @throws {TypeError} where an option is unknown or not what it should be */
export function checkReadOptions(options: ReadOptions): void {
	checkOptions(options, readRules);
}

/** @throws {TypeError} where an option is unknown or not what it should be */
export function checkRespondOptions(options: RespondOptions): void {
	checkOptions(options, respondRules);
}

/** Refuses options that would otherwise be overlooked. What was given is never part of the message. */
export function checkOptions<T extends object>(
	options: T,
	rules: Rules<T>,
): void {
	for (const [name, value] of Object.entries(options)) {
		if (!isKeyOf(rules, name))
			throw new TypeError(`There is no option \`${name}\`.`);
		const [expected, holds] = rules[name];
		if (value !== undefined && !holds(value))
			throw new TypeError(`The option \`${name}\` must be ${expected}.`);
	}
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
	return Object.hasOwn(table, key);
}

/** The options that core knows as its policy. */
export function policyOf({
	deadlineMs,
	attemptTimeoutMs,
	readFirst,
	maxDeliveryDelayMs,
	maxReadStalenessMs,
	maxCalls,
	fetchMayResend = runtimeResends(),
}: RespondOptions): PolicyOptions {
	return {
		deadlineMs,
		attemptTimeoutMs,
		readFirst,
		maxDeliveryDelayMs,
		maxReadStalenessMs,
		maxCalls,
		fetchMayResend,
	};
}

/**
 * The instance read before, whether it was read by a client or comes as it was on the wire.
 *
 * @throws {TypeError} where it is none
 */
export function seenFrom({ instance }: RespondOptions): Instance | null {
	if (instance === undefined) return null;
	if (isRead(instance)) return instance;
	const parsed = validate(instanceSchema, instance);
	if (parsed.kind === "parsed") return parsed.value;
	throw new TypeError(
		"The option `instance` must be an instance, as read before.",
	);
}

/** Whether a value may stand in a header without changing it: visible ASCII, no white space. */
export function isHeaderSafe(value: unknown): value is string {
	return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}
