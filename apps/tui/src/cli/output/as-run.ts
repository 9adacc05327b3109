/**
 * Names the command in hints as this person runs it, so that a hint works as it is printed: for npx, `signoff` alone is
 * not a command, and `npx signoff` may be another package. Hints are in backticks, or on an indented line.
 */
export function asRun(
	lines: string[],
	env: Partial<Record<string, string>>,
): string[] {
	return env["npm_command"] === "exec"
		? lines.map((line) =>
				line.replace(/(^ {2,}|`)signoff(?=[ `]|$)/gm, "$1npx @signoff/tui"),
			)
		: lines;
}
