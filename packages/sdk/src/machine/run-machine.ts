import type { RequestEvent } from "@signoff/core/request";
import { AbortError } from "../errors/abort-error.ts";
import type { RateLimitSlot } from "../rate-limit/rate-limiter.ts";
import { type Clock, startClock } from "../util/clock.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";
import { delay } from "../util/timers.ts";
import {
	type AnyCommand,
	type FinishCommandOf,
	isFinish,
	isRateLimited,
	isRequest,
	type Machine,
} from "./machine.ts";

// How often an operation checks its deadline while older ones go first, or while a first response is pending.
const minRecheckMs = 250;

/** A machine that has finished. Its last state is not saved. */
export type Finished<S, C extends AnyCommand> = {
	kind: "finished";
	state: S;
	finish: FinishCommandOf<C>;
};

/** A machine that was left before a sleep. The state with the sleep is not saved. */
export type Waiting<S> = {
	kind: "waiting";
	state: S;
	/** When the sleep ends, in Unix milliseconds. */
	until: number;
};

/**
 * Executes a machine's commands, one step after the other, until it finishes. The machine makes every decision.
 *
 * @param first made just now: moments are those of a clock that starts at the wall clock's, and does not follow it
 * @param slot the rate limit of its requests; without one they go at once
 * @throws {AbortError} if the signal ends it first
 * @throws what `save` throws; nothing more is executed then
 */
export function runMachine<S, C extends AnyCommand>(
	first: { state: S; command: C },
	machine: Machine<S, C>,
	signal: AbortSignal | undefined,
	slot?: RateLimitSlot,
): Promise<Finished<S, C>>;
/** @param patienceMs the machine is left before a sleep that takes longer */
export function runMachine<S, C extends AnyCommand>(
	first: { state: S; command: C },
	machine: Machine<S, C>,
	signal: AbortSignal | undefined,
	slot: RateLimitSlot | undefined,
	patienceMs: number,
): Promise<Finished<S, C> | Waiting<S>>;
export async function runMachine<S, C extends AnyCommand>(
	first: { state: S; command: C },
	machine: Machine<S, C>,
	signal: AbortSignal | undefined,
	slot?: RateLimitSlot,
	patienceMs: number = Number.POSITIVE_INFINITY,
): Promise<Finished<S, C> | Waiting<S>> {
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

	/** Executes the command once its state is saved. Not `async`: that would cost each request a promise. */
	function start(): RequestEvent | Promise<RequestEvent> {
		if (
			slot &&
			isRateLimited(command) &&
			!slot.tryAcquire(command.urgent === true)
		) {
			turn = slot.wait();
			return heldBack(slot.blockedMs(), now());
		}
		// A timer may fire a moment early: the same sleep then continues, without another save or report.
		return state === startedState || machine.save === undefined
			? execute()
			: machine.save(state).then(execute);
	}

	try {
		for (;;) {
			if (isFinish(command))
				return { kind: "finished", state, finish: command };
			if ("until" in command && command.until - now() > patienceMs)
				return { kind: "waiting", state, until: command.until };
			if (signal?.aborted) throw abortError(false);
			const started = start();
			const event = isPromiseLike(started) ? await started : started;
			if (isRateLimited(command) && event.kind !== "throttled")
				slot?.complete(event);
			if (signal?.aborted && event.kind === "no_response")
				throw abortError(true);
			({ state, command } = machine.advance(
				state,
				event,
				now(),
				Math.random(),
			));
		}
	} finally {
		slot?.dispose();
	}
}

function heldBack(blockedMs: number, now: number): RequestEvent {
	return {
		kind: "throttled",
		until: now + Math.max(blockedMs, minRecheckMs),
		awaits_response: blockedMs === 0,
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
