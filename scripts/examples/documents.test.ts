import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CodeBlock, codeBlocks } from "../lib/code-blocks.ts";
import { root } from "../lib/repository.ts";
import { runProcess } from "../lib/run.ts";
import { startContractServer } from "./contract-server.ts";
import { type DocumentProgram, documentPrograms } from "./document-programs.ts";
import { emptyProject } from "./example-folder.ts";
import { startStorageServer } from "./storage-server.ts";

const instances = ["9001", "9002"];

/** The `ts` blocks of a document. */
function programsIn(document: string): CodeBlock[] {
	return codeBlocks(readFileSync(join(root, document), "utf8")).filter(
		({ language }) => language === "ts",
	);
}

/** The comment after a block's last statement, if that prints something: what the document says it prints. */
function printedByComment(code: string): string | null {
	const [, comment] = /console\.log\(.*\); \/\/ (.+)\n$/.exec(code) ?? [];
	return comment === undefined ? null : `${comment}\n`;
}

const apiAddress = "https://api.procore.com";
const storageAddress = "https://storage.example";

/** Sends requests for Procore's API and its storage to other addresses. */
function redirectTo(api: string, storage: string): string {
	const [from, to] = [JSON.stringify(apiAddress), JSON.stringify(api)];
	const [named, real] = [
		JSON.stringify(storageAddress),
		JSON.stringify(storage),
	];
	return `const send = globalThis.fetch;
globalThis.fetch = (input, init) => {
	const request = new Request(input, init);
	const url = request.url.replace(${from}, ${to}).replace(${named}, ${real});
	return send(new Request(url, request));
};
`;
}

async function runProgram(
	code: string,
	{ before, prints, recorded }: DocumentProgram,
): Promise<void> {
	const { url, record } = await startContractServer(instances);
	const api = await startStorageServer(url, storageAddress);
	const folder = emptyProject();
	writeFileSync(join(folder, "delivery-note.pdf"), "12 pallets of bricks");
	const program = join(folder, "program.mts");
	writeFileSync(program, redirectTo(api.url, api.storage) + before + code);
	const run = await runProcess(process.execPath, [program], folder, {
		...process.env,
		NO_COLOR: "1",
		PROCORE_TOKEN: "ada-token",
	});
	const output = printedByComment(code) ?? prints ?? "";
	expect(run).toEqual({ code: 0, output });
	if (recorded === undefined) return;
	const answered = instances.filter((id) => record(id).responses.length > 0);
	expect(answered).toEqual(recorded);
}

for (const [document, programs] of Object.entries(documentPrograms)) {
	test(`every program of ${document} runs in a test`, () => {
		const blocks = programsIn(document);
		expect(programs).toHaveLength(blocks.length);
		for (const { code } of blocks)
			expect(programs.filter(({ block }) => code.includes(block))).toHaveLength(
				1,
			);
	});

	test.for(programs)(
		`${document} does what it says: $block`,
		{ timeout: 60_000 },
		async (program) => {
			const found = programsIn(document).find(({ code }) =>
				code.includes(program.block),
			);
			await runProgram(found?.code ?? "", program);
		},
	);
}
