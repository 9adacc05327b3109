import type { Issue } from "@signoff/core/validation";

/** The parts of the process that a command uses. */
export type CommandContext = {
	out(text: string): void;
	err(text: string): void;
	/** Resolves once the process is asked to stop, or its parent process has ended. */
	stopped(): Promise<void>;
	/** The program's file, from which it starts worker threads. */
	program: URL;
};

/** A command of the program. `run` resolves to the exit code. */
export type CliCommand = {
	name: string;
	help: string;
	run(argv: string[], context: CommandContext): Promise<number>;
};

/** Prints what is wrong with the arguments, and returns the exit code for it. */
export function usageError(context: CommandContext, message: string): number {
	context.err(
		`signoff-conformance: ${message}\nTry signoff-conformance --help.\n`,
	);
	return 2;
}

/** Prints the first issue of the flags, and returns the exit code for it. */
export function flagError(
	context: CommandContext,
	[first]: readonly Issue[],
): number {
	return usageError(context, first?.message ?? "The flags are not valid.");
}
