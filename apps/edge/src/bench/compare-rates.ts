import { join } from "node:path";
import { measureInterleaved } from "./interleave.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import { print, printMeasurements, printRatio } from "./report.ts";
import { submissions } from "./requests.ts";
import { startBaseline, startEdge, stop } from "./servers.ts";

const waiting = 500_000;

/** The rate of responses on Node, beside the smallest handler with one insert for each. */
export async function compareRates(folder: string): Promise<void> {
	const data = join(folder, "rates.db");
	prepareLedger(data, { waiting, ended: 0 });
	const servers = {
		edge: await startEdge(data),
		durable: await startBaseline(join(folder, "durable.db"), "FULL"),
		notDurable: await startBaseline(join(folder, "not-durable.db"), "OFF"),
	};
	const next = submissions(waiting);
	const unlimited = submissions(Number.POSITIVE_INFINITY);
	print("Responses on Node, each answered once it is on disk");
	for (const connections of [1, 8, 32, 64]) {
		const { edge, durable, notDurable } = await measureInterleaved(
			{
				edge: { url: servers.edge.url, nextRequest: next },
				durable: { url: servers.durable.url, nextRequest: unlimited },
				notDurable: { url: servers.notDurable.url, nextRequest: unlimited },
			},
			{ count: 7, durationMs: 1_000, connections },
		);
		print(` ${connections} connections`);
		printMeasurements("edge", edge);
		printMeasurements("smallest handler, one durable insert", durable);
		printMeasurements("smallest handler, without fsync", notDurable);
		printRatio(
			`Node, ${connections} connections: rate to that of one durable insert`,
			...([edge, durable] as const),
			{
				id: `edge.node.durable.${connections}`,
				...(connections === 32 && { goal: { least: 1.5 } }),
			},
		);
		printRatio(
			`Node, ${connections} connections: rate to that of one insert without fsync`,
			...([edge, notDurable] as const),
			{ id: `edge.node.not-durable.${connections}` },
		);
	}
	await Promise.all(Object.values(servers).map(stop));
}
