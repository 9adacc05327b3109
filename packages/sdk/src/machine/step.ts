import type { RequestEvent } from "@signoff/core/request";
import { AbortError } from "../errors/abort-error.ts";
import type { RateLimitSlot } from "../rate-limit/rate-limiter.ts";
import { delay } from "../util/timers.ts";
import {
	type AnyCommand,
	isRateLimited,
	isRequest,
	type Machine,
} from "./machine.ts";

/** A machine while it runs. Between two steps, `state` and `command` say where it is. */
export type Run<S, C extends AnyCommand> = {
	state: S;
	command: C;
	/** The state whose command was started last; it is saved. */
	startedState: S | null;
	/** Resolves once the rate limiter releases the request; `undefined` if none is held back. */
	turn: Promise<void> | undefined;
	readonly machine: Machine<S, C>;
	readonly signal: AbortSignal | undefined;
	/** The rate limit of its requests; without one they go at once. */
	readonly slot: RateLimitSlot | undefined;
};

/**
 * The first half of a step: executes the command, which is not `finish`, once its state is saved. {@link takeEvent} is
 * the second half. An `async` function of both would cost each request a promise.
 *
 * @returns the event of the command; synchronously if the rate limiter holds its request back
 * @throws {AbortError} if the signal has aborted
 */
export function startCommand<S, C extends AnyCommand>(
	run: Run<S, C>,
): RequestEvent | Promise<RequestEvent> {
	const { state, command, machine, signal, slot } = run;
	if (signal?.aborted) throw abortError(run, false);
	if (
		slot &&
		isRateLimited(command) &&
		!slot.tryAcquire(command.urgent === true)
	) {
		run.turn = slot.wait();
		return { kind: "throttled", until: slot.estimatedAt() };
	}
	// A timer may fire a moment early: the same sleep then continues, without another save or report.
	return state === run.startedState || machine.save === undefined
		? execute(run)
		: machine.save(state).then(() => execute(run));
}

function execute<S, C extends AnyCommand>(
	run: Run<S, C>,
): RequestEvent | Promise<RequestEvent> {
	const { state, command, machine, signal, turn } = run;
	if (state !== run.startedState) machine.onCommand?.(state, command);
	run.startedState = state;
	if (!isRequest(command)) return sleep(command, turn, signal);
	run.turn = undefined;
	return machine.execute(command);
}

/**
 * The second half of a step: the machine decides what follows the event.
 *
 * @throws {AbortError} if the signal ended the request
 */
export function takeEvent<S, C extends AnyCommand>(
	run: Run<S, C>,
	event: RequestEvent,
): void {
	const { state, command, machine, signal, slot } = run;
	if (isRateLimited(command) && event.kind !== "throttled")
		slot?.complete(event);
	if (signal?.aborted && event.kind === "no_response")
		throw abortError(run, true);
	const next = machine.advance(state, event, Date.now(), Math.random());
	run.state = next.state;
	run.command = next.command;
}

function abortError<S, C extends AnyCommand>(
	{ machine, state, signal }: Run<S, C>,
	inFlight: boolean,
): AbortError {
	return new AbortError(
		machine.outcomeIfAborted(state, inFlight, Date.now()),
		signal?.reason,
	);
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
