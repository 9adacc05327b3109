import { sanitizeJson } from "@signoff/core/validation";
import manifest from "../../package.json" with { type: "json" };
import { themeFor } from "../terminal/theme.ts";
import { writeLines } from "../terminal/write-lines.ts";
import { parseArgs, wantsJson } from "./args/parse-args.ts";
import type { Process } from "./context/process.ts";
import { asRun } from "./output/as-run.ts";
import type { CommandResult } from "./output/command-result.ts";
import { unexpectedErrorResult } from "./output/unexpected-error-result.ts";
import { usageErrorResult } from "./output/usage-error-result.ts";
import { registry } from "./registry.ts";

/** Runs the command line, prints its result, and returns the exit code. */
export async function main(process: Process): Promise<number> {
	const { env } = process;
	const argv = process.argv.slice(2);
	const result = await run(argv, process).catch((error: unknown) =>
		unexpectedErrorResult(error, [env["SIGNOFF_TOKEN"]], env),
	);
	try {
		await printResult(result, wantsJson(argv), process);
		return result.exitCode;
	} catch (error) {
		// Printing failed, for example because the disk is full. Standard error may still work.
		const unprinted = unexpectedErrorResult(error, [], env);
		await printResult(unprinted, false, process).catch(() => {});
		return unprinted.exitCode;
	}
}

async function run(argv: string[], process: Process): Promise<CommandResult> {
	const parsed = parseArgs(registry, argv);
	if (parsed.kind === "invalid") return usageErrorResult(parsed.issues);
	const { command, ...invocation } = parsed.value;
	return invocation.flags["version"]
		? versionResult(manifest.version)
		: command.run({ ...invocation, registry, process });
}

function versionResult(version: string): CommandResult {
	return { exitCode: 0, json: [{ version }], text: () => [version] };
}

async function printResult(
	{ exitCode, json, text, notes = [] }: CommandResult,
	asJson: boolean,
	{ env, stdout, stderr }: Process,
): Promise<void> {
	if (asJson) {
		await writeLines(stdout, json.map(sanitizeJson));
		await writeLines(stderr, asRun([...notes], env));
	} else {
		const stream = exitCode === 0 ? stdout : stderr;
		await writeLines(stream, asRun(text(themeFor(stream, env)), env));
	}
}
