import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codeBlocks } from "../lib/code-blocks.ts";
import { root } from "../lib/repository.ts";
import { type RunResult, runProcess } from "../lib/run.ts";
import { startContractServer } from "./contract-server.ts";
import { emptyProject } from "./example-folder.ts";

const options = { timeout: 60_000 };

/** The first block of a document that contains a text. */
function blockWith(document: string, text: string): string {
	const found = codeBlocks(readFileSync(join(root, document), "utf8")).find(
		({ code }) => code.includes(text),
	);
	if (found === undefined) throw new Error(`${document} has no such block.`);
	return found.code;
}

/** Runs a script with `signoff` as its command, as Ada. Standard error is part of the output. */
function runScript(script: string, baseUrl: string): Promise<RunResult> {
	const folder = emptyProject([]);
	mkdirSync(join(folder, "bin"));
	const bin = join(root, "apps/tui/src/bin.ts");
	writeFileSync(
		join(folder, "bin/signoff"),
		`#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`,
		{ mode: 0o755 },
	);
	return runProcess("sh", ["-c", `exec 2>&1\n${script}`], folder, {
		...process.env,
		HOME: folder,
		LANG: "C.UTF-8",
		NO_COLOR: "1",
		TERM: "xterm-256color",
		PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
		EDGE: baseUrl,
		SIGNOFF_BASE_URL: baseUrl,
		SIGNOFF_TOKEN: "ada-token",
	});
}

/** A table is aligned with spaces at a terminal, as documents show it, and separated by tabs elsewhere. */
function asColumns(text: string): string {
	return text.replace(/(?:\t| {2,})+/g, "  ");
}

/** A text with `DATE` for each date and time. */
function withoutDates(text: string): string {
	return text.replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, "DATE");
}

test(
	"the session of apps/tui/README.md prints what it shows",
	options,
	async () => {
		const { url, record } = await startContractServer(["9001"]);
		const lines = blockWith("apps/tui/README.md", "$ signoff inbox").split(
			"\n",
		);
		const typed = lines.filter((line) => line.startsWith("$ "));
		const shown = lines.filter((line) => !line.startsWith("$ "));
		const script = typed
			.map((line) => line.slice(2))
			.join("\n")
			// Nothing is released yet; the folder has the command.
			.replace("npm install --global @signoff/tui", ":")
			// What a login sets.
			.replace("signoff login", "export SIGNOFF_COMPANY_ID=4201");
		const { output } = await runScript(script, url);
		expect(asColumns(withoutDates(output))).toBe(
			asColumns(withoutDates(shown.join("\n"))),
		);
		expect(record("9001").responses).toHaveLength(1);
	},
);

test(
	"the submission on standard input in apps/tui/README.md is recorded",
	options,
	async () => {
		const { url } = await startContractServer(["9001"]);
		const script = blockWith("apps/tui/README.md", "signoff respond --stdin");
		const { code, output } = await runScript(script, url);
		expect(JSON.parse(output)).toMatchObject({ kind: "recorded" });
		expect(code).toBe(0);
	},
);

test(
	"the commands of README.md run, and a dry run sends nothing",
	options,
	async () => {
		const { url, record } = await startContractServer(["9001"], ["9101"]);
		const commands = blockWith("README.md", "signoff inbox --company-id")
			.split("\n")
			.filter((line) => /^signoff \w/.test(line));
		expect(commands).toHaveLength(3);
		const { code, output } = await runScript(
			["set -e", ...commands].join("\n"),
			url,
		);
		expect(code).toBe(0);
		expect(output).toMatch(/^INSTANCE\t.*\n9001\t.*\n9101\t/);
		expect(output).toContain("✔ Your response is on record.\n");
		expect(output).toContain('{"preview":{"would":"recorded"');
		expect(record("9001").responses).toHaveLength(1);
		expect(record("9101").responses).toEqual([]);
	},
);

test("the request of README.md is recorded", options, async () => {
	const { url, record } = await startContractServer(["9001"]);
	const { code, output } = await runScript(
		blockWith("README.md", 'curl -i "$EDGE'),
		url,
	);
	expect(code).toBe(0);
	expect(output).toContain("HTTP/1.1 204");
	expect(record("9001").responses).toHaveLength(1);
});
