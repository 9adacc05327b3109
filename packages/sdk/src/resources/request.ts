import type { Outcome } from "@signoff/core/outcome";
import {
	advanceRequest,
	beginRequest,
	causeOf,
	isSuccessStatus,
	type RequestCommand,
	type RequestEvent,
	type RequestRule,
	type RequestState,
	requestOutcomeIfAborted,
} from "@signoff/core/request";
import type { ParseResult } from "@signoff/core/validation";
import { createAuthenticatedTransport } from "../auth/authenticated-transport.ts";
import type { ClientContext } from "../context/client-context.ts";
import { failedRequest } from "../errors/failed-request.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import { withForeignAnswer } from "../http/foreign-answer.ts";
import type { HttpRequest } from "../http/transport.ts";
import { runMachine } from "../machine/run-machine.ts";
import type { CompletedRequest } from "../observability/observer.ts";
import { checkOptions } from "../options/check-options.ts";
import { type ReadOptions, readRules } from "../options/read-options.ts";
import { monotonicNow } from "../util/clock.ts";

/** A request that is not part of a settlement, and how its response is parsed. */
export type RequestSpec<T> = {
	/** What is attempted, as in "Reading the instance". */
	operation: string;
	request: HttpRequest;
	parse: (body: unknown) => ParseResult<T>;
};

/** The parsed body, the response's headers with names in lower case, and the token that was used. */
export type ReadResponse<T> = {
	value: T;
	headers: Record<string, string>;
	token: string | null;
};

const readRule: RequestRule = { success: 200, idempotent: true };
const createRule: RequestRule = { success: 201, idempotent: false };

/**
 * Reads a resource, with the retries that core decides on.
 *
 * @throws {SignoffError} if it cannot be read
 * @throws {AbortError} if the signal aborts
 */
export function read<T>(
	context: ClientContext,
	spec: RequestSpec<T>,
	options: ReadOptions = {},
): Promise<ReadResponse<T>> {
	return readPatiently(context, spec, options);
}

/** Creates a resource. It does not retry if the resource may have been created; throws as {@link read} does. */
export function create<T>(
	context: ClientContext,
	spec: RequestSpec<T>,
	options: ReadOptions = {},
): Promise<ReadResponse<T>> {
	return sendRequest(context, createRule, spec, options);
}

/** Reads as often as the context waits for the rate limit. */
async function readPatiently<T>(
	context: ClientContext,
	spec: RequestSpec<T>,
	options: ReadOptions,
): Promise<ReadResponse<T>> {
	for (;;) {
		try {
			return await sendRequest(context, readRule, spec, options);
		} catch (error) {
			const until = limitedUntil(error);
			if (until === null || context.awaitLimit === undefined) throw error;
			await context.awaitLimit(until);
		}
	}
}

/** Until when the rate limit holds what failed with this error, in Unix milliseconds; `null` for another failure. */
function limitedUntil(error: unknown): number | null {
	if (!isSignoffError(error)) return null;
	const { outcome } = error;
	return outcome.kind === "deferred" && outcome.reason === "rate_limited"
		? Date.parse(outcome.retry_at)
		: null;
}

/** Sends a request under any rule; throws as {@link read} does. */
export async function sendRequest<T>(
	context: ClientContext,
	rule: RequestRule,
	{ operation, request, parse }: RequestSpec<T>,
	options: ReadOptions,
): Promise<ReadResponse<T>> {
	checkOptions(options, readRules);
	const { signal, ...policy } = options;
	const transport = createAuthenticatedTransport(context, signal);
	const body: { parsed: ParseResult<T> | null } = { parsed: null };
	const attempts: CompletedRequest[] = [];
	let last: RequestEvent | null = null;

	async function execute(command: ExecutableCommand): Promise<RequestEvent> {
		if (command.kind === "refresh_token")
			return transport.refresh(command.timeout_ms);
		body.parsed = null;
		const startedAt = monotonicNow();
		const event = await transport.send(request, command.timeout_ms);
		// Without a token no request was made.
		if (event.kind === "no_token") return event;
		last = event;
		if (event.kind === "response" && isSuccessStatus(rule, event.status))
			body.parsed = parse(event.data);
		// A body that does not parse decides nothing.
		const decided: RequestEvent =
			body.parsed?.kind === "invalid"
				? { kind: "no_response", cause: "not_the_api" }
				: event;
		const response = event.kind === "response" ? event : null;
		const cause = causeOf(decided);
		const attempt: CompletedRequest = {
			operation,
			status: response?.status ?? null,
			request_id: response?.headers["x-request-id"] ?? null,
			duration_ms: monotonicNow() - startedAt,
			...(cause === null ? {} : { cause }),
		};
		attempts.push(attempt);
		context.observer?.request(attempt);
		return decided;
	}

	const { state, finish } = await runMachine(
		beginRequest(rule, policy, Date.now()),
		{ execute, advance: advanceRequest, outcomeIfAborted },
		signal,
		context.rateLimiter.openSlot(),
	);
	if (finish.result.kind === "done" && body.parsed?.kind === "parsed")
		return {
			value: body.parsed.value,
			headers: finish.result.headers,
			token: transport.lastToken(),
		};
	const outcome = requestOutcomeIfAborted(state, Date.now());
	throw failedRequest(
		operation,
		withForeignAnswer(outcome, last, request.url),
		attempts,
	);
}

type ExecutableCommand = Extract<RequestCommand, { timeout_ms: number }>;

/** If the command was not executed, treats it as not started. */
function outcomeIfAborted(
	state: RequestState,
	inFlight: boolean,
	now: number,
): Outcome {
	return requestOutcomeIfAborted(
		inFlight ? state : { ...state, command: { kind: "sleep", until: now } },
		now,
	);
}
