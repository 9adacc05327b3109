// Prints ratios within one run: absolute times depend on the machine more than on the code.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bearer, createClient } from "@signoff/sdk";
import { sqliteJournal } from "@signoff/sdk/node";
import { bareFetch, bareFetchAll } from "./bare-fetch.ts";
import { interleave, medianRatio } from "./interleave.ts";
import { sampleSubmission, sampleSubmissions } from "./sample-instance.ts";
import {
	settleInMemory,
	settlementsPerCall,
	signoffRespond,
	signoffRespondAll,
} from "./signoff-client.ts";

const concurrency = 16;
const listLength = 10_000;

const server = new Worker(new URL("./stub-server.ts", import.meta.url));
const [port] = await once(server, "message");
const baseUrl = `http://127.0.0.1:${port}`;
const client = createClient({ baseUrl, auth: bearer("token") });
const instance = await client.instances.get(
	sampleSubmission,
	sampleSubmission.id,
);
const folder = mkdtempSync(join(tmpdir(), "signoff-bench-"));
let journalCount = 0;

async function respondAllWithJournal(): Promise<void> {
	using journal = sqliteJournal(join(folder, `${journalCount++}.journal`));
	const submissions = sampleSubmissions(listLength);
	await signoffRespondAll(client, submissions, concurrency, journal);
}

const single = await interleave(
	{
		bareFetch: () => bareFetch(baseUrl, sampleSubmission),
		respond: () => signoffRespond(client, instance),
	},
	{ warmup: 200, rounds: 400, iterations: 10 },
);
const coreOnly = await interleave(
	{
		bareFetch: () => bareFetch(baseUrl, sampleSubmission),
		settle: settleInMemory,
	},
	{ warmup: 2, rounds: 20, iterations: 20 },
);
const list = await interleave(
	{
		bareFetch: () =>
			bareFetchAll(baseUrl, sampleSubmissions(listLength), concurrency),
		respondAll: () =>
			signoffRespondAll(client, sampleSubmissions(listLength), concurrency),
		withJournal: respondAllWithJournal,
	},
	{ warmup: 1, rounds: 5, iterations: 1 },
);
await server.terminate();
rmSync(folder, { recursive: true });

const results: [what: string, ratio: number, goal: string][] = [
	[
		"respond with `instance`, duration (p50)",
		medianRatio(single.respond, single.bareFetch),
		"at most 1.25",
	],
	[
		`respondAll, ${listLength} at ${concurrency} at once, rate`,
		medianRatio(list.bareFetch, list.respondAll),
		"at least 0.85",
	],
	[
		"the same with a journal on disk, rate",
		medianRatio(list.bareFetch, list.withJournal),
		"for information",
	],
	[
		"core's settlement alone, duration",
		medianRatio(coreOnly.settle, coreOnly.bareFetch) / settlementsPerCall,
		"for information",
	],
];
console.log(
	"Ratio to bare `fetch`: the same HTTP requests to one server in a worker thread, which reads each to its end and replies 204; the tasks run interleaved.",
);
for (const [what, value, goal] of results)
	console.log(
		`${what.padEnd(42)} ${value.toFixed(value < 0.1 ? 4 : 2).padStart(6)}  (${goal})`,
	);
