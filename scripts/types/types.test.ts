import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../lib/repository.ts";
import { runProcess } from "../lib/run.ts";
import { inTemporaryFolder } from "../lib/temp-folder.ts";
import { invalid, prelude, valid } from "./snippets.ts";

const config = {
	compilerOptions: {
		target: "ES2024",
		lib: ["ES2024"],
		module: "nodenext",
		moduleDetection: "force",
		strict: true,
		noEmit: true,
		// The sdk resolves to its sources.
		allowImportingTsExtensions: true,
		skipLibCheck: true,
		types: ["node"],
	},
	include: ["*.ts"],
};

const imports = `import { bearer, client, createClient, describe, matchOutcome, outcome, response, scope, submission, type Client, type Outcome, type OutcomeKind, type Submission } from "./prelude.ts";
`;

const names = [...Object.keys(valid), ...Object.keys(invalid)];
const snippets = names.map((name) => ({
	name,
	text: `${imports}${valid[name] ?? invalid[name] ?? ""}`,
}));

const output = await inTemporaryFolder(async (folder) => {
	mkdirSync(join(folder, "node_modules/@signoff"), { recursive: true });
	for (const [at, to] of [
		["@signoff/sdk", "packages/sdk"],
		["@types", "node_modules/@types"],
	] as const)
		symlinkSync(join(root, to), join(folder, "node_modules", at));
	writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
	writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
	writeFileSync(join(folder, "prelude.ts"), prelude);
	for (const [index, { text }] of snippets.entries())
		writeFileSync(join(folder, `snippet-${index}.ts`), text);
	const tsc = join(root, "node_modules/.bin/tsc");
	const result = await runProcess(tsc, ["--pretty", "false"], folder);
	return result.output;
});

test.each(snippets.map(({ name, text }, index) => ({ name, text, index })))(
	"$name",
	({ text, index }) => {
		expect(reportedErrors(`snippet-${index}.ts`)).toEqual(expectedErrors(text));
	},
);

test("the prelude compiles; valid snippets expect no error and invalid ones at least one", () => {
	const files = [...output.matchAll(/^(\S[^(]*)\(/gm)].map(([, file]) => file);
	expect(files.filter((file) => !file?.startsWith("snippet-"))).toEqual([]);
	for (const text of Object.values(valid))
		expect(expectedErrors(text)).toEqual([]);
	for (const text of Object.values(invalid))
		expect(expectedErrors(text)).not.toEqual([]);
});

/** The compiler's errors in a file, as `line: code`. */
function reportedErrors(file: string): string[] {
	const lines = output.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm);
	return [...lines].flatMap(([, path, line, code]) =>
		path === file ? [`${line}: ${code}`] : [],
	);
}

/** The errors that the comments at the ends of lines announce, as `line: code`. */
function expectedErrors(text: string): string[] {
	return text.split("\n").flatMap((line, index) => {
		const code = /\/\/ (TS\d+)$/.exec(line)?.[1];
		return code === undefined ? [] : [`${index + 1}: ${code}`];
	});
}
