// Prints ratios within one run: absolute times say more about the machine than about the code.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { advance, begin, toWire } from "@signoff/core";
import { bearer, createClient } from "@signoff/sdk";
import { inTurns } from "./median.ts";
import { seen, submission } from "./sample.ts";

const worker = new Worker(new URL("./server.ts", import.meta.url));
const [port] = await once(worker, "message");
const baseUrl = `http://127.0.0.1:${port}`;

const { path, headers, body } = toWire(submission);
const bare = async (): Promise<void> => {
	const answer = await fetch(`${baseUrl}${path}`, {
		method: "POST",
		headers: { ...headers, Authorization: "Bearer token" },
		body: JSON.stringify(body),
	});
	await answer.arrayBuffer();
};

const client = createClient({ baseUrl, auth: bearer("token") });
const respond = async (): Promise<void> => {
	const { kind } = await client.respond(submission, { seen });
	if (kind !== "recorded") throw new Error(`Not recorded but ${kind}.`);
};

const recorded = {
	kind: "answered",
	status: 204,
	headers: { "idempotency-replayed": "false" },
	data: null,
} as const;
const settle = async (): Promise<void> => {
	for (let times = 0; times < 1000; times++) {
		const { state } = begin(submission, null, {}, 0, seen);
		advance(state, recorded, 1, 0);
	}
};

await inTurns({ bare, respond, settle }, 500);
const medians = await inTurns({ bare, respond, settle }, 3000);
await worker.terminate();

console.log(
	`respond with \`seen\` / bare fetch, p50: ${(medians.respond / medians.bare).toFixed(2)} (goal: at most 1.25)`,
);
console.log(
	`settling alone / bare fetch, p50: ${(medians.settle / 1000 / medians.bare).toFixed(4)}`,
);
