import type { Outcome } from "@signoff/core/outcome";
import type { SettleEvent } from "@signoff/core/request";
import {
	advanceCall,
	beginCall,
	type CallCommand,
	type CallRule,
	type CallState,
	callSoFar,
	succeeded,
} from "@signoff/core/request";
import type { Parsed } from "@signoff/core/validation";
import { createCaller } from "../auth/authenticated-transport.ts";
import type { Session } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import type { Sent, WireCall } from "../http/transport.ts";
import { drive } from "../machine/run-machine.ts";
import {
	checkReadOptions,
	type ReadOptions,
} from "../options/check-options.ts";

/** A call that is no submission, and how its answer is read. */
export type Reading<T> = {
	/** What is attempted, as in "Reading the instance". */
	attempt: string;
	request: WireCall;
	parse: (body: unknown) => Parsed<T>;
};

/** What was read; the answer's headers, names in lower case; the token it was read with. */
export type Read<T> = {
	value: T;
	headers: Record<string, string>;
	token: string | null;
};

const reading: CallRule = { success: 200, repeatable: true };
const making: CallRule = { success: 201, repeatable: false };

/**
 * Reads, as often as core says.
 *
 * @throws {SignoffError} where nothing could be read
 * @throws {AbortError} where the signal breaks it off
 */
export function read<T>(
	session: Session,
	what: Reading<T>,
	options: ReadOptions = {},
): Promise<Read<T>> {
	return call(session, reading, what, options);
}

/** Makes something, and never tries again blindly; throws as {@link read} does. */
export function make<T>(
	session: Session,
	what: Reading<T>,
	options: ReadOptions = {},
): Promise<Read<T>> {
	return call(session, making, what, options);
}

/** Makes a call of any rule; throws as {@link read} does. */
export async function call<T>(
	session: Session,
	rule: CallRule,
	what: Reading<T>,
	options: ReadOptions,
): Promise<Read<T>> {
	checkReadOptions(options);
	const { signal, ...policy } = options;
	const caller = createCaller(session, signal);
	const answer: { parsed: Parsed<T> | null } = { parsed: null };

	async function carryOut(command: CallOut): Promise<SettleEvent> {
		if (command.kind === "refresh_token")
			return caller.refresh(command.timeout_ms);
		const event = await watched(session, what.attempt, () =>
			caller.call(what.request, command.timeout_ms),
		);
		if (event.kind !== "answered" || !succeeded(rule, event.status))
			return event;
		answer.parsed = what.parse(event.data);
		// An answer that cannot be read is as good as none.
		return answer.parsed.kind === "parsed" ? event : { kind: "lost" };
	}

	const first = beginCall(rule, policy, Date.now());
	const { state, finish } = await drive(
		first,
		{ carryOut, advance: advanceCall, soFar: known },
		signal,
		session.pacer.enter(),
	);
	if (finish.result.kind === "done" && answer.parsed?.kind === "parsed")
		return {
			value: answer.parsed.value,
			headers: finish.result.headers,
			token: caller.used(),
		};
	throw new SignoffError(what.attempt, callSoFar(state, Date.now()));
}

async function watched(
	{ watch }: Session,
	doing: string,
	makeCall: () => Sent | Promise<Sent>,
): Promise<Sent> {
	const began = Date.now();
	const event = await makeCall();
	// Without a token there was no call.
	if (event.kind === "tokenless") return event;
	const answer = event.kind === "answered" ? event : null;
	watch?.read({
		doing,
		status: answer?.status ?? null,
		request_id: answer?.headers["x-request-id"] ?? null,
		duration_ms: Math.max(0, Date.now() - began),
	});
	return event;
}

type CallOut = Extract<CallCommand, { timeout_ms: number }>;

/** A command that was never carried out is none. */
function known(state: CallState, underWay: boolean, now: number): Outcome {
	return callSoFar(
		underWay ? state : { ...state, command: { kind: "sleep", until: now } },
		now,
	);
}
