import type { RequestEvent } from "@signoff/core/request";
import { AbortError } from "../errors/abort-error.ts";
import type { RateLimitSlot } from "../rate-limit/rate-limiter.ts";
import { type Clock, startClock } from "../util/clock.ts";
import { delay } from "../util/timers.ts";
import {
	type AnyCommand,
	isRateLimited,
	isRequest,
	type Machine,
} from "./machine.ts";

/** A machine that is executed step by step: `start`, and then `take` with the event. */
export type Stepper<S, C extends AnyCommand> = {
	/** The state, and the command that is executed next. */
	position(): { state: S; command: C };
	/**
	 * The first half of a step: executes the command, which is not `finish`, once its state is saved. Two halves, because
	 * an `async` function for the whole step would cost each request a promise.
	 *
	 * @returns the event of the command; synchronously if the rate limiter holds its request back
	 * @throws {AbortError} if the signal has aborted
	 */
	start(): RequestEvent | Promise<RequestEvent>;
	/**
	 * The second half of a step: the machine decides what follows the event.
	 *
	 * @throws {AbortError} if the signal ended the request
	 */
	take(event: RequestEvent): void;
	/** The clock of this run: every moment that the machine receives is one of it. */
	now: Clock;
};

/**
 * @param first made just now: the clock of this run starts at the wall clock's moment
 * @param slot the rate limit of its requests; without one they go at once
 */
export function createStepper<S, C extends AnyCommand>(
	first: { state: S; command: C },
	machine: Machine<S, C>,
	signal: AbortSignal | undefined,
	slot: RateLimitSlot | undefined,
): Stepper<S, C> {
	const now = startClock();
	let { state, command } = first;
	let startedState: S | null = null;
	let turn: Promise<void> | undefined;

	const abortError = (inFlight: boolean): AbortError =>
		new AbortError(
			machine.outcomeIfAborted(state, inFlight, now()),
			signal?.reason,
		);

	function execute(): RequestEvent | Promise<RequestEvent> {
		if (state !== startedState) machine.onCommand?.(state, command);
		startedState = state;
		if (!isRequest(command)) return sleep(command, turn, now, signal);
		turn = undefined;
		return machine.execute(command);
	}

	return {
		position: () => ({ state, command }),
		start() {
			if (signal?.aborted) throw abortError(false);
			if (
				slot &&
				isRateLimited(command) &&
				!slot.tryAcquire(command.urgent === true)
			) {
				turn = slot.wait();
				return { kind: "throttled", until: now() + slot.estimatedMs() };
			}
			// A timer may fire a moment early: the same sleep then continues, without another save or report.
			return state === startedState || machine.save === undefined
				? execute()
				: machine.save(state).then(execute);
		},
		take(event) {
			if (isRateLimited(command) && event.kind !== "throttled")
				slot?.complete(event);
			if (signal?.aborted && event.kind === "no_response")
				throw abortError(true);
			const random = Math.random();
			({ state, command } = machine.advance(state, event, now(), random));
		},
		now,
	};
}

/** Sleeps until the time given, or until the rate limiter releases the request. */
async function sleep(
	command: AnyCommand,
	turn: Promise<void> | undefined,
	now: Clock,
	signal: AbortSignal | undefined,
): Promise<RequestEvent> {
	const ms = "until" in command ? Math.max(0, command.until - now()) : 0;
	const { elapsed, cancel } = delay(ms, signal);
	const slept = elapsed.then((): RequestEvent => ({ kind: "slept" }));
	if (turn === undefined) return slept;
	const released = turn.then(
		(): RequestEvent => ({ kind: "throttled", until: now() }),
	);
	const event = await Promise.race([slept, released]);
	cancel();
	return event;
}
