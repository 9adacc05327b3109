import { stat } from "node:fs/promises";
import { exitCodes } from "@signoff/core";
import { didYouMean, malformedIssue, sanitize } from "@signoff/core/validation";
import {
	configPath,
	othersCanRead,
	readConfig,
} from "../context/config-file.ts";
import type { Invocation } from "../context/invocation.ts";
import type { CommandResult } from "../output/command-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

const actions = ["check", "path", "schema", "keys"] as const;

/** Checks the config file, or prints its path, a schema, or the keys that it can change. */
export function showConfig({
	positionals,
	process: { env },
}: Pick<Invocation, "positionals" | "process">): Promise<CommandResult> {
	const [word, of] = positionals;
	const action = actions.find((each) => each === word);
	if (action === undefined) return Promise.resolve(unknownAction(word));
	if (of !== undefined && action !== "schema")
		return Promise.resolve(usageErrorResult([extraWord]));
	const path = configPath(env);
	switch (action) {
		case "check":
			return checkFile(path);
		case "path":
			return Promise.resolve(printed({ path }, path));
		case "schema":
			return printSchema(of);
		case "keys":
			return printKeys();
	}
}

async function checkFile(path: string): Promise<CommandResult> {
	const exists = await stat(path).then(
		() => true,
		() => false,
	);
	const wasOpen = await othersCanRead(path);
	const read = await readConfig(path);
	const issues = read.kind === "invalid" ? read.issues : [];
	const hasToken = read.kind === "parsed" && read.value.token !== undefined;
	const warnings = wasOpen && hasToken ? [wasReadable] : [];
	const good = exists
		? `The config file ${path} is valid.`
		: `There is no config file: ${path} would be it.`;
	const lines =
		issues.length > 0 ? issues.map(({ message }) => message) : [good];
	return {
		exitCode: issues.length > 0 ? exitCodes.invalid : 0,
		json: [
			{
				path,
				exists,
				valid: issues.length === 0,
				issues: issues.map(({ message }) => ({ message })),
				warnings,
			},
		],
		text: (theme) => [
			...lines.map(
				(line) =>
					`${theme.mark(issues.length > 0 ? "invalid" : "recorded")} ${sanitize(line)}`,
			),
			...warnings.map((warning) => theme.warning(`! ${warning}`)),
		],
	};
}

const wasReadable =
	"Other users could read the file, which has a token: their access was removed now. `signoff login` is a better place for a token.";

async function printSchema(of = "config"): Promise<CommandResult> {
	if (of !== "config" && of !== "output")
		return usageErrorResult([
			malformedIssue(
				[],
				"`config schema` prints the schema of the `config` file, or of the `output` of `--json`.",
			),
		]);
	const { schemas } = await import("../schemas/published-schemas.ts");
	const schema = schemas[of]();
	return printed(schema, JSON.stringify(schema, null, "\t"));
}

/** The table of the keys is loaded only for this: it loads all screens. */
async function printKeys(): Promise<CommandResult> {
	const [{ keyTable }, { keyLines, namedKeys }] = await Promise.all([
		import("../../app/key-table.ts"),
		import("../output/key-lines.ts"),
	]);
	const keys = namedKeys(keyTable);
	return {
		exitCode: 0,
		json: [{ keys }],
		text: (theme) => keyLines(keys, theme),
	};
}

function printed(json: unknown, text: string): CommandResult {
	return { exitCode: 0, json: [json], text: () => [text] };
}

function unknownAction(word = ""): CommandResult {
	return usageErrorResult([
		malformedIssue(
			[],
			`\`config\` needs one of ${actions.join(", ")}${didYouMean(word, actions)}`,
		),
	]);
}

const extraWord = malformedIssue([], "There is a word too many.");
