import type { Outcome, SettleEvent } from "@signoff/core/answer";
import { AbortError } from "./errors/abort-error.ts";
import { pause } from "./pause.ts";

type Sleep = { kind: "sleep"; until: number };
type Call = { kind: string; timeout_ms: number };
type AnyCommand = { kind: "finish" } | Sleep | Call;

/** A pure machine of core's, and how its calls are made. `K` is the union of its commands. */
export type Machine<S, K extends AnyCommand> = {
	carryOut(command: Extract<K, Call>): Promise<SettleEvent>;
	advance(
		state: S,
		event: SettleEvent,
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
 * @throws {AbortError} where the signal ends it first
 */
export async function drive<S, K extends AnyCommand>(
	first: { state: S; command: K },
	machine: Machine<S, K>,
	signal: AbortSignal | undefined,
): Promise<{ state: S; finish: Extract<K, { kind: "finish" }> }> {
	const aborted = (state: S, underWay: boolean): AbortError =>
		new AbortError(machine.soFar(state, underWay, Date.now()), signal?.reason);
	let { state, command } = first;
	for (;;) {
		if (isFinish(command)) return { state, finish: command };
		if (signal?.aborted) throw aborted(state, false);
		if (machine.save !== undefined) await machine.save(state);
		machine.watch?.(state, command);
		const event = isCall(command)
			? await machine.carryOut(command)
			: await sleep(command, signal);
		if (signal?.aborted && event.kind === "lost") throw aborted(state, true);
		({ state, command } = machine.advance(
			state,
			event,
			Date.now(),
			Math.random(),
		));
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

async function sleep(
	command: AnyCommand,
	signal: AbortSignal | undefined,
): Promise<SettleEvent> {
	if ("until" in command)
		await pause(Math.max(0, command.until - Date.now()), signal).over;
	return { kind: "slept" };
}
