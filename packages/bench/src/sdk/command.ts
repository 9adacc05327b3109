// Prints ratios within one run: absolute times depend on the machine more than on the code.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bearer, createClient } from "@signoff/sdk";
import { sqliteJournal } from "@signoff/sdk/node";
import { bareFetch, bareKy, bareLoop } from "./bare-client.ts";
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
const auth = bearer("token");
const onKy = createClient({ baseUrl, auth });
const onFetch = createClient({ baseUrl, auth, fetch: globalThis.fetch });
const [instanceOnKy, instanceOnFetch] = await Promise.all(
	[onKy, onFetch].map((client) =>
		client.instances.get(sampleSubmission, sampleSubmission.id),
	),
);
const folder = mkdtempSync(join(tmpdir(), "signoff-bench-"));
let journalCount = 0;
const submissions = () => sampleSubmissions(listLength);

async function respondAllWithJournal(): Promise<void> {
	using journal = sqliteJournal(join(folder, `${journalCount++}.journal`));
	await signoffRespondAll(onKy, submissions(), concurrency, journal);
}

const single = await interleave(
	{
		bareKy: () => bareKy(baseUrl, sampleSubmission),
		onKy: () => signoffRespond(onKy, instanceOnKy),
		bareFetch: () => bareFetch(baseUrl, sampleSubmission),
		onFetch: () => signoffRespond(onFetch, instanceOnFetch),
	},
	{ warmup: 200, rounds: 400, iterations: 10 },
);
const coreOnly = await interleave(
	{
		bareKy: () => bareKy(baseUrl, sampleSubmission),
		settle: settleInMemory,
	},
	{ warmup: 2, rounds: 20, iterations: 20 },
);
const list = await interleave(
	{
		bareKy: () => bareLoop(bareKy, baseUrl, submissions(), concurrency),
		onKy: () => signoffRespondAll(onKy, submissions(), concurrency),
		bareFetch: () => bareLoop(bareFetch, baseUrl, submissions(), concurrency),
		onFetch: () => signoffRespondAll(onFetch, submissions(), concurrency),
		withJournal: respondAllWithJournal,
	},
	{ warmup: 1, rounds: 5, iterations: 1 },
);
await server.terminate();
rmSync(folder, { recursive: true });

const lists = `respondAll, ${listLength} at ${concurrency} at once, rate`;
const results: [what: string, ratio: number, goal: string][] = [
	[
		"respond with `instance`, duration (p50), on ky",
		medianRatio(single.onKy, single.bareKy),
		"goal: at most 1.15",
	],
	[
		"the same on fetch",
		medianRatio(single.onFetch, single.bareFetch),
		"goal: at most 1.2",
	],
	[
		`${lists}, on ky`,
		medianRatio(list.bareKy, list.onKy),
		"goal: at least 0.9",
	],
	[
		"the same on fetch",
		medianRatio(list.bareFetch, list.onFetch),
		"goal: at least 0.85",
	],
	[
		"the same on ky, with a journal on disk",
		medianRatio(list.bareKy, list.withJournal),
		"for information",
	],
	[
		"a bare ky call, duration in bare fetch calls",
		medianRatio(single.bareKy, single.bareFetch),
		"for information",
	],
	[
		"core's settlement alone, duration",
		medianRatio(coreOnly.settle, coreOnly.bareKy) / settlementsPerCall,
		"for information",
	],
];
console.log(
	"Ratio to a bare call of ky, or of fetch: the same HTTP requests to one server in a worker thread, which reads each to its end and replies 204; the tasks run interleaved.",
);
for (const [what, value, goal] of results)
	console.log(
		`${what.padEnd(50)} ${value.toFixed(value < 0.1 ? 4 : 2).padStart(6)}  (${goal})`,
	);
