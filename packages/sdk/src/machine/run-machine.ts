import type { Outcome } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";
import { AbortError } from "../errors/abort-error.ts";
import type { Place } from "../rate-limit/rate-limiter.ts";
import { pause } from "../util/timers.ts";

type Sleep = { kind: "sleep"; until: number };
type Call = { kind: string; timeout_ms: number; urgent?: true };
type AnyCommand = { kind: "finish" } | Sleep | Call;

/** A pure machine of core's, and how its calls are made. `K` is the union of its commands. */
export type Machine<S, K extends AnyCommand> = {
	carryOut(command: Extract<K, Call>): RequestEvent | Promise<RequestEvent>;
	advance(
		state: S,
		event: RequestEvent,
		now: number,
		random: number,
	): { state: S; command: K };
	/** Sees each command before it is carried out. */
	watch?(state: S, command: K): void;
	/** Writes a state down: its command is carried out once that is done. */
	save?(state: S): Promise<void>;
	/** @param underWay whether the state's command may have been sent */
	soFar(state: S, underWay: boolean, now: number): Outcome;
};

/**
 * Carries a machine's commands out until it finishes. Decides nothing.
 *
 * @param place where its calls wait for their turns; without one they go at once
 * @throws {AbortError} where the signal ends it first
 */
export async function runMachine<S, K extends AnyCommand>(
	first: { state: S; command: K },
	machine: Machine<S, K>,
	signal: AbortSignal | undefined,
	place?: Place,
): Promise<{ state: S; finish: Extract<K, { kind: "finish" }> }> {
	const aborted = (state: S, underWay: boolean): AbortError =>
		new AbortError(machine.soFar(state, underWay, Date.now()), signal?.reason);
	let { state, command } = first;
	let begun: S | null = null;
	let turn: Promise<void> | undefined;
	function advance(event: RequestEvent): void {
		const now = Date.now();
		({ state, command } = machine.advance(state, event, now, Math.random()));
	}
	try {
		for (;;) {
			if (isFinish(command)) return { state, finish: command };
			if (signal?.aborted) throw aborted(state, false);
			if (place && isPaced(command) && !place.take(command.urgent === true)) {
				turn = place.turn();
				advance({ kind: "throttled", until: place.opensAt() });
				continue;
			}
			// A timer may ring a moment early: then the same sleep goes on.
			if (state !== begun) {
				if (machine.save !== undefined) await machine.save(state);
				machine.watch?.(state, command);
				begun = state;
			}
			if (isCall(command)) {
				turn = undefined;
				const event = await machine.carryOut(command);
				if (isPaced(command)) place?.over(event);
				if (signal?.aborted && event.kind === "no_response")
					throw aborted(state, true);
				advance(event);
			} else advance(await sleep(command, turn, signal));
		}
	} finally {
		place?.leave();
	}
}

function isFinish<K extends AnyCommand>(
	command: K,
): command is Extract<K, { kind: "finish" }> {
	return command.kind === "finish";
}

function isCall<K extends AnyCommand>(command: K): command is Extract<K, Call> {
	return "timeout_ms" in command;
}

/** A token is asked of the login server, whose limits are its own. */
function isPaced<K extends AnyCommand>(
	command: K,
): command is Extract<K, Call> {
	return isCall(command) && command.kind !== "refresh_token";
}

/** Sleeps until the time has come, or the turn that is waited for. */
async function sleep(
	command: AnyCommand,
	turn: Promise<void> | undefined,
	signal: AbortSignal | undefined,
): Promise<RequestEvent> {
	const ms = "until" in command ? Math.max(0, command.until - Date.now()) : 0;
	const { over, stop } = pause(ms, signal);
	const slept = over.then((): RequestEvent => ({ kind: "slept" }));
	if (turn === undefined) return slept;
	const came = turn.then(
		(): RequestEvent => ({ kind: "throttled", until: Date.now() }),
	);
	const event = await Promise.race([slept, came]);
	stop();
	return event;
}
