import { sanitize } from "@signoff/core/validation";
import manifest from "../../package.json" with { type: "json" };
import { themeFor } from "../terminal/theme.ts";
import { writeLines } from "../terminal/write-lines.ts";
import { parseArgs, wantsJson } from "./args/parse-args.ts";
import type { Process } from "./context/process.ts";
import { helpText } from "./help.ts";
import { jsonNotes, renderJson } from "./output/json.ts";
import { exitCodeOfResult, type Result } from "./output/result.ts";
import { renderText } from "./output/text.ts";
import { unexpectedResult } from "./output/unexpected-error.ts";
import { registry } from "./registry.ts";
import { runCommand } from "./run-command.ts";

/** Runs the command line, prints its result, and returns the exit code. */
export async function main(process: Process): Promise<number> {
	const argv = process.argv.slice(2);
	const result = await run(argv, process).catch((error: unknown) =>
		unexpectedResult(error, process.env["SIGNOFF_TOKEN"]),
	);
	try {
		await printResult(result, wantsJson(argv), process);
		return exitCodeOfResult(result);
	} catch (error) {
		// Printing failed, for example because the disk is full. Standard error may still work.
		const unprinted = unexpectedResult(error, undefined);
		await printResult(unprinted, false, process).catch(() => {});
		return exitCodeOfResult(unprinted);
	}
}

async function printResult(
	result: Result,
	json: boolean,
	{ env, stdout, stderr }: Process,
): Promise<void> {
	if (result.kind === "unexpected" && env["SIGNOFF_DEBUG"])
		await writeLines(stderr, result.debug.split("\n").map(sanitize));
	if (json) {
		await writeLines(stdout, renderJson(result));
		await writeLines(stderr, jsonNotes(result));
	} else {
		const stream = exitCodeOfResult(result) === 0 ? stdout : stderr;
		await writeLines(stream, renderText(result, themeFor(stream, env)));
	}
}

async function run(argv: string[], process: Process): Promise<Result> {
	const parsed = parseArgs(registry, argv);
	if (parsed.kind === "invalid")
		return { kind: "usage_error", issues: parsed.issues };
	const { command, topic, flags } = parsed.value;
	if (flags.version) return { kind: "version", version: manifest.version };
	const interactive = process.stdin.isTTY && process.stdout.isTTY;
	return command === "help" || (command === "app" && !interactive)
		? { kind: "help", text: helpText(topic) }
		: runCommand(command, flags, process);
}
