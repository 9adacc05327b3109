import { join } from "node:path";
import { company } from "../testing/company.ts";
import {
	type RawWorker,
	startWorkerd,
} from "../testing/workerd/raw-workerd.ts";
import { measureInterleaved } from "./interleave.ts";
import { measureLoad } from "./load.ts";
import { firstInstance } from "./prepare-ledger.ts";
import { print, printMeasurements, printRatio } from "./report.ts";
import { personRequest, submissions } from "./requests.ts";
import { stop } from "./servers.ts";

const waiting = 60_000;

/** The rate of responses on raw workerd, beside the smallest durable object with one insert for each. */
export async function compareOnWorkerd(folder: string): Promise<void> {
	const edgeWorker: RawWorker = {
		folder: join(folder, "workerd-edge"),
		entry: join(import.meta.dirname, "../hosts/cloudflare/worker.ts"),
		objects: { COMPANIES: "CompanyLedger", DIRECTORY: "Directory" },
		variables: { SIGNOFF_UPSTREAM: "embedded", SIGNOFF_LOG_LEVEL: "error" },
	};
	await fill(edgeWorker);
	const servers = {
		edge: await startWorkerd(edgeWorker),
		durable: await startWorkerd({
			folder: join(folder, "workerd-baseline"),
			entry: join(import.meta.dirname, "baseline/worker.ts"),
			objects: { RECORDERS: "Recorder" },
			variables: {},
		}),
	};
	const next = submissions(waiting);
	const unlimited = submissions(Number.POSITIVE_INFINITY);
	print("Responses on raw workerd");
	for (const connections of [1, 8, 32, 64]) {
		const { edge, durable } = await measureInterleaved(
			{
				edge: { url: servers.edge.url, nextRequest: next },
				durable: { url: servers.durable.url, nextRequest: unlimited },
			},
			{ count: 5, durationMs: 1_000, connections },
		);
		print(` ${connections} connections`);
		printMeasurements("edge", edge);
		printMeasurements("smallest handler, one durable insert", durable);
		printRatio(
			`workerd, ${connections} connections: rate to that of one durable insert`,
			...([edge, durable] as const),
			{
				id: `edge.workerd.durable.${connections}`,
				...(connections === 32 && { goal: { least: 0.8 } }),
			},
		);
	}
	await Promise.all(Object.values(servers).map(stop));
}

/** Stores the instances: the fixture is loaded with the first request, and no later start has it. */
async function fill(worker: RawWorker): Promise<void> {
	const instances = Array.from({ length: waiting }, (_, i) => ({
		id: String(firstInstance + i),
		project_id: "77",
		template_id: "project-first",
		item_id: String(i),
	}));
	const fixture = JSON.stringify({ ...company(), instances });
	const server = await startWorkerd({
		...worker,
		variables: { ...worker.variables, SIGNOFF_FIXTURE: fixture },
	});
	await measureLoad(server.url, {
		...{ connections: 1, durationMs: 0, expected: 200 },
		nextRequest: () => personRequest,
	});
	await stop(server);
}
