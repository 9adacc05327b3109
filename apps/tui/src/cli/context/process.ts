/** The parts of the process that the command line uses. */
export type Process = Pick<
	NodeJS.Process,
	"argv" | "env" | "stdin" | "stdout" | "stderr"
>;
