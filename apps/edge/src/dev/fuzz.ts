// Sends random requests to the edge and checks the replies: `node src/dev/fuzz.ts node|workerd COUNT [SEED]`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sendRequest } from "../testing/client.ts";
import { company } from "../testing/company.ts";
import { readLedger } from "../testing/fuzz/ledger-state.ts";
import { usageOf } from "../testing/fuzz/process-usage.ts";
import { runFuzz } from "../testing/fuzz/run-fuzz.ts";
import { wranglerDev } from "./wrangler.ts";

const [host = "node", count = "10000", seed = "1"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "signoff-fuzz-"));
const isWorkerd = host === "workerd";
const fixture = JSON.stringify(company());
const fixtureFile = join(folder, "fixture.json");
writeFileSync(fixtureFile, fixture);

const child = isWorkerd
	? wranglerDev({ port: 0, persistTo: folder, fixture, stdio: "pipe" })
	: spawn(
			process.execPath,
			[
				join(import.meta.dirname, "..", "bin.ts"),
				...["serve", "--port", "0", "--fixture", fixtureFile],
				...["--data", join(folder, "ledger.db"), "--log-level", "error"],
			],
			{ stdio: ["ignore", "pipe", "inherit"], detached: true },
		);
let printed = "";
child.stdout?.on("data", (chunk) => {
	printed += String(chunk);
});
const url = await new Promise<string>((resolve, reject) => {
	child.once("close", () => reject(new Error(printed)));
	child.stdout?.on("data", () => {
		const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
		if (found !== undefined) resolve(found);
	});
});
const pids = isWorkerd ? workerdsOf(child.pid ?? 0) : [child.pid ?? 0];

const before = await readLedger(url);
const { text } = await sendRequest(`${url}/openapi.json`);
const document: unknown = JSON.parse(text);
const memory: number[] = [];
const tenth = Math.ceil(Number(count) / 10);
let nextSample = tenth;
const report = await runFuzz({
	url: new URL(url),
	document,
	seed: Number(seed),
	count: Number(count),
	isParserForeign: isWorkerd,
	silenceMs: isWorkerd ? 1_000 : 250,
	cpuMs: () => usageOf(pids).cpuMs,
	onProgress: (sent) => {
		if (sent < nextSample) return;
		nextSample += tenth;
		memory.push(Math.round(usageOf(pids).memoryMb));
	},
});
const after = await readLedger(url);
for (const [id, state] of before)
	if (after.get(id) !== state) report.violations.push(`instance ${id} changed`);
const created = after.size - before.size;
if (created !== (report.statuses["201"] ?? 0))
	report.violations.push(`${created} instances were created`);
const summary = {
	...report,
	violations: report.violations.slice(0, 20),
	violationCount: report.violations.length,
	memoryMb: memory,
};
process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
await once(child, "close");
rmSync(folder, { recursive: true, force: true });
process.exitCode = report.violations.length === 0 ? 0 : 1;

/** The processes of workerd among those that a process, or one of those, has started. */
function workerdsOf(root: number): number[] {
	const all = readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => {
			try {
				const stat = readFileSync(`/proc/${name}/stat`, "latin1");
				const [, command = "", , parent] =
					/\((.*)\) (\S) (\d+)/.exec(stat) ?? [];
				return { pid: Number(name), command, parent: Number(parent) };
			} catch {
				// It has ended meanwhile.
				return [];
			}
		});
	const find = (parent: number): typeof all =>
		all
			.filter((each) => each.parent === parent)
			.flatMap((each) => [each, ...find(each.pid)]);
	return find(root)
		.filter(({ command }) => command === "workerd")
		.map(({ pid }) => pid);
}
