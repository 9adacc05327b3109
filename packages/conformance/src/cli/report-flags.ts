import type { Role } from "../behaviours/types.ts";
import { createReporter, type Reporter } from "../report/reporter.ts";
import type { CommandContext } from "./process.ts";

/** The help of the flags that every check has. */
export const reportHelp = `  --json          prints the report as JSON instead of text
  --junit FILE    also writes it as JUnit XML
`;

/** The reporter that the flags of a check ask for. */
export function reporterOf(
	role: Role,
	{ json, junit }: { json?: boolean | undefined; junit?: string | undefined },
	{ out }: CommandContext,
): Reporter {
	return createReporter(role, {
		json: json ?? false,
		junit: junit ?? null,
		out,
	});
}
