import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConformanceReport } from "@signoff/conformance";
import { expect, onTestFinished, test } from "vitest";
import { codeBlocks } from "../lib/code-blocks.ts";
import { markdownTables } from "../lib/markdown-tables.ts";
import { root } from "../lib/repository.ts";
import { runProcess } from "../lib/run.ts";

const folder = join(root, "examples/conformance-clients");
const program = fileURLToPath(
	new URL("./bin.ts", import.meta.resolve("@signoff/conformance")),
);
const [, , behaviours] = markdownTables(
	readFileSync(join(folder, "results.md"), "utf8"),
);

/** What `results.md` says of a client in a behaviour. Behaviours that every client passes are not listed. */
function recordedResult(client: string, behaviour: string): string {
	const column = behaviours?.header.indexOf(client) ?? -1;
	if (column === -1) throw new Error(`There is no column ${client}.`);
	const row = behaviours?.rows.find(([name]) => name === behaviour);
	return row?.[column]?.replaceAll("*", "") ?? "passed";
}

const hasPython = ((): boolean => {
	try {
		return execFileSync("python3", ["--version"]).length > 0;
	} catch {
		return false;
	}
})();

const clients: [string, string[]][] = [
	["@signoff/sdk", ["node signoff-sdk.ts", "--exact-requests"]],
	["@procore/js-sdk", ["node procore-js-sdk.ts"]],
	...(hasPython
		? [["Python, urllib", ["python3 urllib_client.py"]] as [string, string[]]]
		: []),
];

test.for(clients)(
	"%s: a check repeats the results on record",
	{ timeout: 60_000 },
	async ([client, command]) => {
		const args = ["client", "--command", ...command, "--only", "history"];
		const { output } = await runProcess(
			process.execPath,
			[program, ...args, "--json"],
			folder,
		);
		const report: ConformanceReport = JSON.parse(output);
		expect(report.behaviours).toHaveLength(4);
		for (const { behaviour, verdict, harms } of report.behaviours)
			expect({ [behaviour]: harms.join(", ") || verdict }).toEqual({
				[behaviour]: recordedResult(client, behaviour),
			});
		expect(report.totals.passed === 4).toBe(client === "@signoff/sdk");
	},
);

test.runIf(hasPython)(
	"the adapter in the documentation prints what the documentation shows",
	{ timeout: 60_000 },
	async () => {
		const readme = readFileSync(
			join(root, "packages/conformance/README.md"),
			"utf8",
		);
		const blocks = codeBlocks(readme);
		const adapter = blocks.find(({ language }) => language === "python");
		const shown = blocks.find(({ code }) =>
			code.includes('adapter.py" --only'),
		);
		const project = mkdtempSync(join(tmpdir(), "signoff-adapter-"));
		onTestFinished(() => rmSync(project, { recursive: true }));
		writeFileSync(join(project, "adapter.py"), adapter?.code ?? "");
		const { code, output } = await runProcess(
			process.execPath,
			[
				...[program, "client", "--command", "python3 adapter.py"],
				...["--only", "lost in transit"],
			],
			project,
		);
		expect(code).toBe(1);
		expect(output).toBe(shown?.code.replace(/^\$ .*\n/, ""));
	},
);
