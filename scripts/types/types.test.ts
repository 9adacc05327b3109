import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../lib/repository.ts";
import { run } from "../lib/run.ts";
import { inTemporaryFolder } from "../lib/temp-folder.ts";
import { given, sound, wrong } from "./snippets.ts";

const config = {
	compilerOptions: {
		target: "ES2024",
		lib: ["ES2024"],
		module: "nodenext",
		moduleDetection: "force",
		strict: true,
		noEmit: true,
		// The sdk of this repository is its source.
		allowImportingTsExtensions: true,
		skipLibCheck: true,
		types: ["node"],
	},
	include: ["*.ts"],
};

const imports = `import { bearer, client, createClient, describe, matchOutcome, outcome, response, scope, submission, type Client, type Outcome, type OutcomeKind, type Submission } from "./given.ts";
`;

const names = [...Object.keys(sound), ...Object.keys(wrong)];
const pieces = names.map((name) => ({
	name,
	text: `${imports}${sound[name] ?? wrong[name] ?? ""}`,
}));

const said = await inTemporaryFolder(async (folder) => {
	mkdirSync(join(folder, "node_modules/@signoff"), { recursive: true });
	for (const [at, to] of [
		["@signoff/sdk", "packages/sdk"],
		["@types", "node_modules/@types"],
	] as const)
		symlinkSync(join(root, to), join(folder, "node_modules", at));
	writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
	writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
	writeFileSync(join(folder, "given.ts"), given);
	for (const [index, { text }] of pieces.entries())
		writeFileSync(join(folder, `piece-${index}.ts`), text);
	const tsc = join(root, "node_modules/.bin/tsc");
	return (await run(tsc, ["--pretty", "false"], folder)).output;
});

test.each(pieces.map(({ name, text }, index) => ({ name, text, index })))(
	"$name",
	({ text, index }) => {
		expect(complaintsAbout(`piece-${index}.ts`)).toEqual(marksIn(text));
	},
);

test("what they stand on compiles, and half of them must and half must not", () => {
	const files = [...said.matchAll(/^(\S[^(]*)\(/gm)].map(([, file]) => file);
	expect(files.filter((file) => !file?.startsWith("piece-"))).toEqual([]);
	for (const text of Object.values(sound)) expect(marksIn(text)).toEqual([]);
	for (const text of Object.values(wrong))
		expect(marksIn(text)).not.toEqual([]);
});

/** What the compiler says of a file, as `line: code`. */
function complaintsAbout(file: string): string[] {
	const lines = said.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm);
	return [...lines].flatMap(([, where, line, code]) =>
		where === file ? [`${line}: ${code}`] : [],
	);
}

/** What it is to say, by the marks at the ends of lines. */
function marksIn(text: string): string[] {
	return text.split("\n").flatMap((line, index) => {
		const code = /\/\/ (TS\d+)$/.exec(line)?.[1];
		return code === undefined ? [] : [`${index + 1}: ${code}`];
	});
}
