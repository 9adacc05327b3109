import type { Outcome } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";
import {
	advanceRequest,
	beginRequest,
	isSuccessStatus,
	type RequestCommand,
	type RequestRule,
	type RequestState,
	requestOutcomeIfAborted,
} from "@signoff/core/request";
import type { ParseResult } from "@signoff/core/validation";
import { createCaller } from "../auth/authenticated-transport.ts";
import type { ClientContext } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import type { Sent, WireCall } from "../http/transport.ts";
import { runMachine } from "../machine/run-machine.ts";
import {
	checkReadOptions,
	type ReadOptions,
} from "../options/check-options.ts";

/** A call that is no submission, and how its answer is read. */
export type Reading<T> = {
	/** What is attempted, as in "Reading the instance". */
	attempt: string;
	request: WireCall;
	parse: (body: unknown) => ParseResult<T>;
};

/** What was read; the answer's headers, names in lower case; the token it was read with. */
export type Read<T> = {
	value: T;
	headers: Record<string, string>;
	token: string | null;
};

const reading: RequestRule = { success: 200, idempotent: true };
const making: RequestRule = { success: 201, idempotent: false };

/**
 * Reads, as often as core says.
 *
 * @throws {SignoffError} where nothing could be read
 * @throws {AbortError} where the signal breaks it off
 */
export function read<T>(
	session: ClientContext,
	what: Reading<T>,
	options: ReadOptions = {},
): Promise<Read<T>> {
	return call(session, reading, what, options);
}

/** Makes something, and never tries again blindly; throws as {@link read} does. */
export function make<T>(
	session: ClientContext,
	what: Reading<T>,
	options: ReadOptions = {},
): Promise<Read<T>> {
	return call(session, making, what, options);
}

/** Makes a call of any rule; throws as {@link read} does. */
export async function call<T>(
	session: ClientContext,
	rule: RequestRule,
	what: Reading<T>,
	options: ReadOptions,
): Promise<Read<T>> {
	checkReadOptions(options);
	const { signal, ...policy } = options;
	const caller = createCaller(session, signal);
	const answer: { parsed: ParseResult<T> | null } = { parsed: null };

	async function carryOut(command: CallOut): Promise<RequestEvent> {
		if (command.kind === "refresh_token")
			return caller.refresh(command.timeout_ms);
		const event = await watched(session, what.attempt, () =>
			caller.call(what.request, command.timeout_ms),
		);
		if (event.kind !== "response" || !isSuccessStatus(rule, event.status))
			return event;
		answer.parsed = what.parse(event.data);
		// An answer that cannot be read is as good as none.
		return answer.parsed.kind === "parsed" ? event : { kind: "no_response" };
	}

	const first = beginRequest(rule, policy, Date.now());
	const { state, finish } = await runMachine(
		first,
		{ carryOut, advance: advanceRequest, soFar: known },
		signal,
		session.rateLimiter.enter(),
	);
	if (finish.result.kind === "done" && answer.parsed?.kind === "parsed")
		return {
			value: answer.parsed.value,
			headers: finish.result.headers,
			token: caller.used(),
		};
	throw new SignoffError(
		what.attempt,
		requestOutcomeIfAborted(state, Date.now()),
	);
}

async function watched(
	{ observer }: ClientContext,
	operation: string,
	makeCall: () => Sent | Promise<Sent>,
): Promise<Sent> {
	const began = Date.now();
	const event = await makeCall();
	// Without a token there was no call.
	if (event.kind === "no_token") return event;
	const answer = event.kind === "response" ? event : null;
	observer?.read({
		operation,
		status: answer?.status ?? null,
		request_id: answer?.headers["x-request-id"] ?? null,
		duration_ms: Math.max(0, Date.now() - began),
	});
	return event;
}

type CallOut = Extract<RequestCommand, { timeout_ms: number }>;

/** A command that was never carried out is none. */
function known(state: RequestState, underWay: boolean, now: number): Outcome {
	return requestOutcomeIfAborted(
		underWay ? state : { ...state, command: { kind: "sleep", until: now } },
		now,
	);
}
