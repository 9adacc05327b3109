/** Everything of the process that the command line uses. */
export type Host = Pick<
	NodeJS.Process,
	"argv" | "env" | "stdin" | "stdout" | "stderr"
>;
