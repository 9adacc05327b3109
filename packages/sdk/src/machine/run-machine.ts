import type { Outcome } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";
import { AbortError } from "../errors/abort-error.ts";
import type { RateLimitSlot } from "../rate-limit/rate-limiter.ts";
import { delay } from "../util/timers.ts";

type SleepCommand = { kind: "sleep"; until: number };
type RequestCommand = { kind: string; timeout_ms: number; urgent?: true };
type AnyCommand = { kind: "finish" } | SleepCommand | RequestCommand;

/** A state machine of core, and how its requests are made. `C` is the union of its commands. */
export type Machine<S, C extends AnyCommand> = {
	execute(
		command: Extract<C, RequestCommand>,
	): RequestEvent | Promise<RequestEvent>;
	advance(
		state: S,
		event: RequestEvent,
		now: number,
		random: number,
	): { state: S; command: C };
	/** Called before each command is executed. */
	onCommand?(state: S, command: C): void;
	/** Stores a state. Its command is executed once the promise resolves. */
	save?(state: S): Promise<void>;
	/** @param inFlight whether the state's command may have been sent */
	outcomeIfAborted(state: S, inFlight: boolean, now: number): Outcome;
};

/**
 * Executes a machine's commands until it finishes. The machine makes every decision.
 *
 * @param slot the rate limit of its requests; without one they go at once
 * @throws {AbortError} if the signal ends it first
 */
export async function runMachine<S, C extends AnyCommand>(
	first: { state: S; command: C },
	machine: Machine<S, C>,
	signal: AbortSignal | undefined,
	slot?: RateLimitSlot,
): Promise<{ state: S; finish: Extract<C, { kind: "finish" }> }> {
	const abortError = (state: S, inFlight: boolean): AbortError =>
		new AbortError(
			machine.outcomeIfAborted(state, inFlight, Date.now()),
			signal?.reason,
		);
	let { state, command } = first;
	let startedState: S | null = null;
	let turn: Promise<void> | undefined;
	function advance(event: RequestEvent): void {
		const now = Date.now();
		({ state, command } = machine.advance(state, event, now, Math.random()));
	}
	try {
		for (;;) {
			if (isFinish(command)) return { state, finish: command };
			if (signal?.aborted) throw abortError(state, false);
			if (
				slot &&
				isRateLimited(command) &&
				!slot.tryAcquire(command.urgent === true)
			) {
				turn = slot.wait();
				advance({ kind: "throttled", until: slot.estimatedAt() });
				continue;
			}
			// A timer may fire a moment early: the same sleep then continues, without another save or report.
			if (state !== startedState) {
				if (machine.save !== undefined) await machine.save(state);
				machine.onCommand?.(state, command);
				startedState = state;
			}
			if (isRequest(command)) {
				turn = undefined;
				const event = await machine.execute(command);
				if (isRateLimited(command)) slot?.complete(event);
				if (signal?.aborted && event.kind === "no_response")
					throw abortError(state, true);
				advance(event);
			} else advance(await sleep(command, turn, signal));
		}
	} finally {
		slot?.dispose();
	}
}

function isFinish<C extends AnyCommand>(
	command: C,
): command is Extract<C, { kind: "finish" }> {
	return command.kind === "finish";
}

function isRequest<C extends AnyCommand>(
	command: C,
): command is Extract<C, RequestCommand> {
	return "timeout_ms" in command;
}

/** Token requests go to the login server, which has other limits. */
function isRateLimited<C extends AnyCommand>(
	command: C,
): command is Extract<C, RequestCommand> {
	return isRequest(command) && command.kind !== "refresh_token";
}

/** Sleeps until the time given, or until the rate limiter releases the request. */
async function sleep(
	command: AnyCommand,
	turn: Promise<void> | undefined,
	signal: AbortSignal | undefined,
): Promise<RequestEvent> {
	const ms = "until" in command ? Math.max(0, command.until - Date.now()) : 0;
	const { elapsed, cancel } = delay(ms, signal);
	const slept = elapsed.then((): RequestEvent => ({ kind: "slept" }));
	if (turn === undefined) return slept;
	const released = turn.then(
		(): RequestEvent => ({ kind: "throttled", until: Date.now() }),
	);
	const event = await Promise.race([slept, released]);
	cancel();
	return event;
}
