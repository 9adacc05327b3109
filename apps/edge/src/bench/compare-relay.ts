import { join } from "node:path";
import type { Me } from "@signoff/core";
import { bearer, type Client, createClient } from "@signoff/sdk";
import { prefixes } from "../testing/company.ts";
import { type Measurement, measureLoad } from "./load.ts";
import { measureWakeUp } from "./measure-wake-up.ts";
import { print, printMeasurements, printQuantileRatio } from "./report.ts";
import { startRelay, startSlowUpstream, stop } from "./servers.ts";

const rounds = 7;
const roundMs = 3_000;
const upstreamMs = 10;

const ada: Me = { id: "101", login: "ada@harbor.example", name: "Ada Byron" };
const token = "ada-token";
let nextInstance = 1;

/** The relay beside the same call of the sdk; its rate through one account; the cost of a wake-up. */
export async function compareRelay(folder: string): Promise<void> {
	const upstream = await startSlowUpstream(upstreamMs);
	const relay = await startRelay(join(folder, "relay.db"), upstream.url);
	const client = createClient({
		baseUrl: upstream.url,
		auth: bearer(token),
		identityCache: { get: async () => ada, set: async () => {} },
	});
	print(`Relay on Node, upstream answering after ${upstreamMs} ms`);
	const results: Record<"direct" | "relayed", Measurement[]> = {
		direct: [],
		relayed: [],
	};
	const calls = { direct: 0, relayed: 0 };
	const sides = {
		direct: () => measureDirect(client),
		relayed: () => measureRelayed(relay.url, 1),
	};
	for (let round = 0; round <= rounds; round++)
		for (const name of order(round)) {
			const before = await callsOf(upstream.url);
			const measured = await sides[name]();
			if (round === 0) continue;
			calls[name] += (await callsOf(upstream.url)) - before;
			results[name].push(measured);
		}
	for (const name of order(0)) {
		printMeasurements(name, results[name]);
		const count = results[name].flatMap(({ latencies }) => latencies).length;
		print(`    calls of upstream each: ${(calls[name] / count).toFixed(2)}`);
	}
	const { direct, relayed } = results;
	printQuantileRatio(
		"relay: duration (p50) to that of the same call of the sdk",
		...([0.5, relayed, direct] as const),
		{ id: "relay.p50", goal: { most: 1.34 } },
	);
	printQuantileRatio(
		"relay: duration (p99) to that of the same call of the sdk",
		...([0.99, relayed, direct] as const),
		{ id: "relay.p99", goal: { most: 1.54 } },
	);
	for (const connections of [16, 64, 256]) {
		const measured = await measureRelayed(relay.url, connections);
		printMeasurements(`one account, ${connections} at once`, [measured]);
	}
	await Promise.all([stop(relay), stop(upstream)]);
	await measureWakeUp(folder);
}

/** Every second round runs in reverse order, so that neither side is always first. */
function order(round: number): ("direct" | "relayed")[] {
	return round % 2 === 0 ? ["direct", "relayed"] : ["relayed", "direct"];
}

/** How many calls the upstream has received. */
async function callsOf(url: string): Promise<number> {
	const client = createClient({ baseUrl: url, auth: bearer(token) });
	const { data } = await client.request({ method: "GET", path: "/calls" });
	return Number(Object(data).calls);
}

const response = {
	current_step_occurrence_id: "1",
	selected_response_option_id: "2000",
	comment: "Checked against the delivery note.",
};

/** One submission after the other through the sdk. */
async function measureDirect(client: Client): Promise<Measurement> {
	const latencies: number[] = [];
	const started = performance.now();
	for (let at = started; at - started < roundMs; ) {
		const { kind } = await client.respond({
			company_id: "4201",
			project_id: "77",
			id: String(nextInstance++),
			response,
		});
		if (kind !== "recorded") throw new Error(`The outcome is ${kind}.`);
		const now = performance.now();
		latencies.push(now - at);
		at = now;
	}
	const seconds = (performance.now() - started) / 1000;
	return {
		rate: latencies.length / seconds,
		latencies: latencies.sort((a, b) => a - b),
	};
}

/** The same submissions through the relay, over connections that stay open. */
function measureRelayed(
	url: string,
	connections: number,
): Promise<Measurement> {
	return measureLoad(url, {
		...{ connections, durationMs: roundMs, expected: 204 },
		nextRequest() {
			const body = JSON.stringify({
				response: { ...response, attachments: {} },
			});
			const path = `${prefixes.project}/instances/${nextInstance++}/responses`;
			const lines = [
				`POST ${path} HTTP/1.1`,
				"Host: 127.0.0.1",
				`Authorization: Bearer ${token}`,
				"Procore-Company-Id: 4201",
				"Content-Type: application/json",
				`Content-Length: ${body.length}`,
			];
			return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
		},
	});
}
