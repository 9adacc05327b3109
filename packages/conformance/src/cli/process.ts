/** The process, as far as a command needs it. */
export type CommandContext = {
	out(text: string): void;
	err(text: string): void;
	/** Resolves once the process is asked to stop, or whoever started it is gone. */
	stopped(): Promise<void>;
	/** The command's own file, for threads of the same program. */
	program: URL;
};

/** A sub-command: gives the exit code. */
export type CliCommand = {
	name: string;
	help: string;
	run(argv: string[], host: CommandContext): Promise<number>;
};

/** Says what is wrong with the arguments; the exit code for that. */
export function usageError(host: CommandContext, sentence: string): number {
	host.err(
		`signoff-conformance: ${sentence}\nTry signoff-conformance --help.\n`,
	);
	return 2;
}
