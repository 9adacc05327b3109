// Sends random requests to the edge and checks the replies: `node src/dev/fuzz.ts node|workerd COUNT [SEED]`.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sendRequest } from "../testing/client.ts";
import { company } from "../testing/company.ts";
import { readLedger } from "../testing/fuzz/ledger-state.ts";
import { usageOf } from "../testing/fuzz/process-usage.ts";
import { runFuzz } from "../testing/fuzz/run-fuzz.ts";
import { startWorkerd } from "../testing/workerd/raw-workerd.ts";

const [host = "node", count = "10000", seed = "1"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "signoff-fuzz-"));
const fixture = JSON.stringify(company());

const { url, child } = await (host === "workerd" ? onWorkerd() : onNode());
const pids = [child.pid ?? 0];

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
	// The runtime refuses methods that it does not know.
	parserStatuses: host === "workerd" ? [501] : [],
	silenceMs: 250,
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
child.kill("SIGTERM");
await once(child, "close");
rmSync(folder, { recursive: true, force: true });
process.exitCode = report.violations.length === 0 ? 0 : 1;

/** Raw workerd: `wrangler dev` has a proxy in front of it, which loses replies and is not part of the edge. */
function onWorkerd(): Promise<{ url: string; child: ChildProcess }> {
	return startWorkerd({
		folder,
		entry: join(import.meta.dirname, "..", "hosts", "cloudflare", "worker.ts"),
		objects: { COMPANIES: "CompanyLedger", DIRECTORY: "Directory" },
		variables: {
			SIGNOFF_UPSTREAM: "embedded",
			SIGNOFF_LOG_LEVEL: "error",
			SIGNOFF_FIXTURE: fixture,
		},
		// V8 collects garbage late if there is room. With a small heap, memory grows only if something is kept.
		v8Flags: ["--max-heap-size=32"],
	});
}

async function onNode(): Promise<{ url: string; child: ChildProcess }> {
	const fixtureFile = join(folder, "fixture.json");
	writeFileSync(fixtureFile, fixture);
	const child = spawn(
		process.execPath,
		[
			join(import.meta.dirname, "..", "bin.ts"),
			...["serve", "--port", "0", "--fixture", fixtureFile],
			...["--data", join(folder, "ledger.db"), "--log-level", "error"],
		],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	for await (const line of createInterface({ input: child.stdout }))
		return { url: JSON.parse(line).url, child };
	throw new Error("The edge did not start.");
}
