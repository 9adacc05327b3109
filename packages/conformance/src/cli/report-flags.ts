import { writeFile } from "node:fs/promises";
import type { Role } from "../behaviours/types.ts";
import { createReporter, type Reporter } from "../report/reporter.ts";
import { type CommandContext, usageError } from "./process.ts";

/** The help of the flags that every check has. */
export const reportHelp = `  --json             prints the report as one line of JSON instead of text
  --junit FILE       also writes it as JUnit XML
`;

/**
 * Runs a check with the reporter that its flags ask for. Resolves to the exit code. Refuses a file that cannot be
 * written before anything is checked.
 */
export async function withReporter(
	role: Role,
	{ json, junit }: { json?: boolean | undefined; junit?: string | undefined },
	context: CommandContext,
	check: (reporter: Reporter) => Promise<number>,
): Promise<number> {
	try {
		if (junit !== undefined) await writeFile(junit, "");
	} catch {
		return usageError(context, "The file of `--junit` cannot be written.");
	}
	const { out } = context;
	return check(
		createReporter(role, { json: json ?? false, junit: junit ?? null, out }),
	);
}
