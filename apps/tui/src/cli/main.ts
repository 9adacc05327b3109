import { sanitize } from "@signoff/core/validation";
import manifest from "../../package.json" with { type: "json" };
import { themeFor } from "../terminal/theme.ts";
import { print } from "../terminal/write-lines.ts";
import { readArguments, wantsJson } from "./args/parse-args.ts";
import type { Host } from "./context/process.ts";
import { helpText } from "./help.ts";
import { besideJson, inJson } from "./output/json.ts";
import { exitCodeOf, type Result } from "./output/result.ts";
import { inWords } from "./output/text.ts";
import { unforeseen } from "./output/unexpected-error.ts";
import { talk } from "./run-command.ts";

/** Runs the command line to its end, prints what it came to, and gives the exit code. */
export async function main(host: Host): Promise<number> {
	const argv = host.argv.slice(2);
	const result = await run(argv, host).catch((error: unknown) =>
		unforeseen(error, host.env["SIGNOFF_TOKEN"]),
	);
	try {
		await show(result, wantsJson(argv), host);
		return exitCodeOf(result);
	} catch (error) {
		// What was found out cannot be said, as on a full disk: stderr may still be heard.
		const unsaid = unforeseen(error, undefined);
		await show(unsaid, false, host).catch(() => {});
		return exitCodeOf(unsaid);
	}
}

async function show(
	result: Result,
	json: boolean,
	{ env, stdout, stderr }: Host,
): Promise<void> {
	if (result.kind === "unforeseen" && env["SIGNOFF_DEBUG"])
		await print(stderr, result.debug.split("\n").map(sanitize));
	if (json) {
		await print(stdout, inJson(result));
		await print(stderr, besideJson(result));
	} else {
		const stream = exitCodeOf(result) === 0 ? stdout : stderr;
		await print(stream, inWords(result, themeFor(stream, env)));
	}
}

async function run(argv: string[], host: Host): Promise<Result> {
	const read = readArguments(argv);
	if (read.kind === "invalid") return { kind: "misused", issues: read.issues };
	const { command, topic, switches } = read.value;
	if (switches.version) return { kind: "version", version: manifest.version };
	const nobody = !host.stdin.isTTY || !host.stdout.isTTY;
	return command === "help" || (command === "app" && nobody)
		? { kind: "help", text: helpText(topic) }
		: talk(command, read.value, host);
}
