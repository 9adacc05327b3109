import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf, writtenDocuments } from "../lib/documents.ts";
import { root } from "../lib/repository.ts";
import { runProcess } from "../lib/run.ts";
import { inTemporaryFolder } from "../lib/temp-folder.ts";
import { documentPrograms } from "./document-programs.ts";
import { fragments } from "./fragments.ts";

/** A block as it is type-checked, in a separate file. */
type TypedBlock = { document: string; file: string; text: string };

const blocks: TypedBlock[] = writtenDocuments().flatMap((document) =>
	blocksOf(document, "ts").map(({ code }, index) => ({
		document,
		file: `${document.replaceAll(/\W/g, "-")}-${index}.ts`,
		text: `${givenTo(document, code)}\n// The block:\n${code}`,
	})),
);

const config = {
	compilerOptions: {
		target: "ES2024",
		lib: ["ES2024", "DOM", "DOM.AsyncIterable"],
		module: "nodenext",
		moduleDetection: "force",
		strict: true,
		noEmit: true,
		// The packages resolve to their sources, which are checked elsewhere.
		allowImportingTsExtensions: true,
		resolveJsonModule: true,
		skipLibCheck: true,
		types: ["node"],
	},
	include: ["*.ts"],
};

const output = await inTemporaryFolder(async (folder) => {
	for (const [at, to] of [
		["@signoff/core", "packages/core"],
		["@signoff/sdk", "packages/sdk"],
		["@signoff/conformance", "packages/conformance"],
		["@signoff/edge", "apps/edge"],
		["@types", "node_modules/@types"],
		["ky", "packages/sdk/node_modules/ky"],
		["vitest", "node_modules/vitest"],
	] as const) {
		mkdirSync(join(folder, "node_modules", at, ".."), { recursive: true });
		symlinkSync(join(root, to), join(folder, "node_modules", at));
	}
	writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
	writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
	for (const { file, text } of blocks) writeFileSync(join(folder, file), text);
	writeFileSync(
		join(folder, "wrong.ts"),
		'export { createClients } from "@signoff/sdk";',
	);
	const tsc = join(root, "node_modules/.bin/tsc");
	return (await runProcess(tsc, ["--pretty", "false"], folder)).output;
});

test.each(blocks)("$file type-checks", ({ file }) => {
	const errors = output
		.split("\n")
		.filter((line) => line.startsWith(`${file}(`));
	expect(errors).toEqual([]);
});

test("the compiler accepts the configuration and reports mistakes in blocks", () => {
	expect(output).not.toMatch(/^error TS/m);
	expect(output).toMatch(/^wrong\.ts\(1,\d+\): error TS2724/m);
});

test("every fragment is found in its document once", () => {
	for (const [document, named] of Object.entries(fragments))
		for (const { block } of named)
			expect(
				blocksOf(document, "ts").filter(({ code }) => code.includes(block)),
			).toHaveLength(1);
});

/** What a block takes as given, as TypeScript. */
function givenTo(document: string, code: string): string {
	const isIn = ({ block }: { block: string }): boolean => code.includes(block);
	const fragment = fragments[document]?.find(isIn);
	return (
		fragment?.given ?? documentPrograms[document]?.find(isIn)?.before ?? ""
	);
}
