import { expect, onTestFinished, test } from "vitest";
import { serve } from "../hosts/node/serve.ts";
import { company } from "../testing/company.ts";
import { readLedger } from "../testing/fuzz/ledger-state.ts";
import { runFuzz } from "../testing/fuzz/run-fuzz.ts";
import { publishedWorker } from "../testing/workerd/harness.ts";

const worker = publishedWorker({
	SIGNOFF_UPSTREAM: "embedded",
	SIGNOFF_FIXTURE: JSON.stringify(company()),
});

async function startNode(): Promise<URL> {
	const logged: object[] = [];
	const edge = await serve({
		port: 0,
		fixture: company(),
		logLevel: "error",
		log: (entry) => logged.push(entry),
	});
	onTestFinished(async () => {
		await edge.close();
		expect(logged).toEqual([]);
	});
	return new URL(edge.url);
}

// `src/dev/fuzz.ts` sends any number of requests, and measures CPU time and memory.
test.each([
	["Node", startNode, 700],
	["Workers", worker.url, 192],
] as const)(
	"random requests and bytes on %s cause no 5xx, are not echoed, and record nothing",
	async (host, start, count) => {
		const url = await start();
		const origin = url.href.replace(/\/$/, "");
		const before = await readLedger(origin);
		const reply = await fetch(`${origin}/openapi.json`);
		const report = await runFuzz({
			url,
			document: await reply.json(),
			seed: 20_261_126,
			count,
			parserStatuses: host === "Workers" ? "any" : [],
			silenceMs: host === "Workers" ? 2_000 : 250,
		});
		expect(report.violations).toEqual([]);
		const after = await readLedger(origin);
		for (const [id, state] of before) expect(after.get(id)).toBe(state);
		// The requests reach the handlers.
		expect(Object.keys(report.statuses)).toEqual(
			expect.arrayContaining(["200", "400", "401", "404", "415"]),
		);
	},
);
