// Prints ratios within one run: absolute times say more about the machine than about the code.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bearer, createClient } from "@signoff/sdk";
import { sqliteJournal } from "@signoff/sdk/node";
import { bareFetch, bareLoop } from "./bare-fetch.ts";
import { inTurns, ratio } from "./interleave.ts";
import { submission, submissions } from "./sample-instance.ts";
import { respondOnce, respondToAll, settleThousand } from "./signoff-client.ts";

const concurrency = 16;
const many = 10_000;

const worker = new Worker(new URL("./stub-server.ts", import.meta.url));
const [port] = await once(worker, "message");
const baseUrl = `http://127.0.0.1:${port}`;
const client = createClient({ baseUrl, auth: bearer("token") });
const seen = await client.instances.get(submission, submission.id);
const folder = mkdtempSync(join(tmpdir(), "signoff-bench-"));
let journals = 0;

async function respondWithJournal(): Promise<void> {
	using journal = sqliteJournal(join(folder, `${journals++}.journal`));
	await respondToAll(client, submissions(many), concurrency, journal);
}

const one = await inTurns(
	{
		bare: () => bareFetch(baseUrl, submission),
		respond: () => respondOnce(client, seen),
	},
	{ warmup: 200, rounds: 400, iterations: 10 },
);
const alone = await inTurns(
	{ bare: () => bareFetch(baseUrl, submission), settle: settleThousand },
	{ warmup: 2, rounds: 20, iterations: 20 },
);
const bulk = await inTurns(
	{
		bare: () => bareLoop(baseUrl, submissions(many), concurrency),
		respondAll: () => respondToAll(client, submissions(many), concurrency),
		journalled: respondWithJournal,
	},
	{ warmup: 1, rounds: 5, iterations: 1 },
);
await worker.terminate();
rmSync(folder, { recursive: true });

const settling = ratio(alone.settle, alone.bare) / 1000;
const lines: [what: string, ratio: number, goal: string][] = [
	[
		"respond with `seen`, duration (p50)",
		ratio(one.respond, one.bare),
		"at most 1.25",
	],
	[
		`respondAll, ${many} at ${concurrency} at once, rate`,
		ratio(bulk.bare, bulk.respondAll),
		"at least 0.85",
	],
	[
		"the same with a journal on disk, rate",
		ratio(bulk.bare, bulk.journalled),
		"for information",
	],
	["core's settling alone, duration", settling, "for information"],
];
console.log(
	"Against bare `fetch` with the same requests, in turns, on one server: a thread that reads to the end of a request and writes 204.",
);
for (const [what, value, goal] of lines)
	console.log(
		`${what.padEnd(42)} ${value.toFixed(value < 0.1 ? 4 : 2).padStart(6)}  (${goal})`,
	);
