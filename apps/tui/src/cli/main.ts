import manifest from "../../package.json" with { type: "json" };
import { harmless } from "../terminal/harmless.ts";
import { print } from "../terminal/print.ts";
import { themeFor } from "../terminal/theme.ts";
import { readArguments, wantsJson } from "./arguments.ts";
import { helpText } from "./help.ts";
import { besideJson, inJson } from "./json.ts";
import { exitCodeOf, type Result } from "./result.ts";
import { talk } from "./talk.ts";
import { unforeseen } from "./unforeseen.ts";
import { inWords } from "./words.ts";

/** Everything of the process that the command line uses. */
export type Host = Pick<
	NodeJS.Process,
	"argv" | "env" | "stdin" | "stdout" | "stderr"
>;

/** Runs the command line to its end, prints what it came to, and gives the exit code. */
export async function main(host: Host): Promise<number> {
	const argv = host.argv.slice(2);
	const result = await run(argv, host).catch((error: unknown) =>
		unforeseen(error, host.env["SIGNOFF_TOKEN"]),
	);
	const code = exitCodeOf(result);
	if (result.kind === "unforeseen" && host.env["SIGNOFF_DEBUG"])
		await print(host.stderr, result.debug.split("\n").map(harmless));
	if (wantsJson(argv)) {
		await print(host.stdout, inJson(result));
		await print(host.stderr, besideJson(result));
		return code;
	}
	const stream = code === 0 ? host.stdout : host.stderr;
	await print(stream, inWords(result, themeFor(stream, host.env)));
	return code;
}

async function run(argv: string[], host: Host): Promise<Result> {
	const read = readArguments(argv);
	if (read.kind === "invalid") return { kind: "misused", issues: read.issues };
	const { command, topic, switches } = read.value;
	if (switches.version) return { kind: "version", version: manifest.version };
	return command === "help"
		? { kind: "help", text: helpText(topic) }
		: talk(command, read.value, host);
}
