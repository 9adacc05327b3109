import type { RateLimitSlot } from "../rate-limit/rate-limiter.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";
import {
	type AnyCommand,
	type FinishCommandOf,
	isFinish,
	type Machine,
} from "./machine.ts";
import { createStepper } from "./stepper.ts";

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
	const stepper = createStepper(first, machine, signal, slot);
	const { position, start, take, now } = stepper;
	try {
		for (;;) {
			const { state, command } = position();
			if (isFinish(command))
				return { kind: "finished", state, finish: command };
			if ("until" in command && command.until - now() > patienceMs)
				return { kind: "waiting", state, until: command.until };
			const event = start();
			take(isPromiseLike(event) ? await event : event);
		}
	} finally {
		slot?.dispose();
	}
}
