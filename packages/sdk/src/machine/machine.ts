import type { Outcome } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";

type SleepCommand = { kind: "sleep"; until: number };
type RequestCommand = { kind: string; timeout_ms: number; urgent?: true };

/** A command of one of core's machines. */
export type AnyCommand = { kind: "finish" } | SleepCommand | RequestCommand;

/** The command that ends a machine. */
export type FinishCommandOf<C extends AnyCommand> = Extract<
	C,
	{ kind: "finish" }
>;

/** The commands that send a request. */
export type RequestCommandOf<C extends AnyCommand> = Extract<C, RequestCommand>;

/** A state machine of core, and how its requests are made. `C` is the union of its commands. */
export type Machine<S, C extends AnyCommand> = {
	execute(command: RequestCommandOf<C>): RequestEvent | Promise<RequestEvent>;
	/** @param now Unix milliseconds, by a clock that does not follow a wall clock that is set */
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

export function isFinish<C extends AnyCommand>(
	command: C,
): command is FinishCommandOf<C> {
	return command.kind === "finish";
}

export function isRequest<C extends AnyCommand>(
	command: C,
): command is RequestCommandOf<C> {
	return "timeout_ms" in command;
}

/** Token requests go to the login server, which has other limits. */
export function isRateLimited<C extends AnyCommand>(
	command: C,
): command is RequestCommandOf<C> {
	return isRequest(command) && command.kind !== "refresh_token";
}
