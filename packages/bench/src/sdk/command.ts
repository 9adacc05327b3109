// pnpm bench sdk: prints ratios within one run: absolute times depend on the machine more than on the code.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bearer, createClient } from "@signoff/sdk";
import { sqliteJournal } from "@signoff/sdk/node";
import {
	type Figure,
	goalText,
	recordFigure,
} from "../../../../scripts/lib/figures.ts";
import { sampleSubmission, sampleSubmissions } from "../sample-instance.ts";
import { bareFetch, bareKy, bareLoop } from "./bare-client.ts";
import { interleave, median, ratios } from "./interleave.ts";
import { octokitCall, procoreCall } from "./other-clients.ts";
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
const [octokit, procore] = [octokitCall(baseUrl), procoreCall(baseUrl)];
const peers = await interleave(
	{
		bareFetch: () => bareFetch(baseUrl, sampleSubmission),
		octokit: () => octokit(sampleSubmission),
		procore: () => procore(sampleSubmission),
	},
	{ warmup: 100, rounds: 200, iterations: 10 },
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
const toFetch = "duration (p50) in bare fetch calls";

/** A ratio whose median over the rounds is the figure. */
function figure(
	id: string,
	what: string,
	samples: number[],
	goal?: Figure["goal"],
): Figure {
	return { id, what, value: median(samples), unit: "×", goal, samples };
}

const figures: Figure[] = [
	figure(
		"sdk.respond.ky",
		"respond with `instance`, duration (p50) in bare ky calls",
		ratios(single.onKy, single.bareKy),
		{ most: 1.15 },
	),
	figure(
		"sdk.respond.fetch",
		`respond with \`instance\` on fetch, ${toFetch}`,
		ratios(single.onFetch, single.bareFetch),
		{ most: 1.2 },
	),
	figure(
		"sdk.respondAll.ky",
		`${lists} to that of a bare ky loop`,
		ratios(list.bareKy, list.onKy),
		{ least: 0.9 },
	),
	figure(
		"sdk.respondAll.fetch",
		`${lists} on fetch, to that of a bare fetch loop`,
		ratios(list.bareFetch, list.onFetch),
		{ least: 0.85 },
	),
	figure(
		"sdk.respondAll.journal",
		`${lists} with a journal on disk, to that of a bare ky loop`,
		ratios(list.bareKy, list.withJournal),
	),
	figure(
		"sdk.peer.ky",
		`a bare ky call, ${toFetch}`,
		ratios(single.bareKy, single.bareFetch),
	),
	figure(
		"sdk.peer.signoff",
		`respond with \`instance\` on ky, ${toFetch}`,
		ratios(single.onKy, single.bareFetch),
	),
	figure(
		"sdk.peer.octokit",
		`the same POST by @octokit/core, ${toFetch}`,
		ratios(peers.octokit, peers.bareFetch),
	),
	figure(
		"sdk.peer.procore",
		`the same POST by @procore/js-sdk, ${toFetch}`,
		ratios(peers.procore, peers.bareFetch),
	),
	figure(
		"sdk.core",
		"core's settlement alone, duration in bare ky calls",
		ratios(coreOnly.settle, coreOnly.bareKy).map(
			(each) => each / settlementsPerCall,
		),
	),
];
console.log(
	"The same HTTP requests to one server in a worker thread, which reads each to its end and replies 204; the tasks run interleaved.",
);
for (const each of figures) {
	const { what, value, goal } = each;
	console.log(
		`${what.padEnd(84)} ${value.toFixed(value < 0.1 ? 4 : 2).padStart(6)}  (${goalText(goal)})`,
	);
	recordFigure(each);
}
