import { join } from "node:path";
import { measureInterleaved } from "./interleave.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import { print, printMeasurements, printRatio } from "./report.ts";
import { inboxPage } from "./requests.ts";
import { startEdge, stop } from "./servers.ts";

/** Reads of one inbox page with few and with many instances, which wait or have ended. */
export async function compareInboxPages(folder: string): Promise<void> {
	const sizes = {
		few: { waiting: 1_000, ended: 9_000 },
		ended: { waiting: 1_000, ended: 999_000 },
		waiting: { waiting: 1_000_000, ended: 0 },
	};
	const urls: Record<string, string> = {};
	const servers = [];
	for (const [name, size] of Object.entries(sizes)) {
		const data = join(folder, `inbox-${name}.db`);
		prepareLedger(data, size);
		const server = await startEdge(data);
		servers.push(server);
		urls[name] = server.url;
	}
	const target = (name: keyof typeof sizes) => ({
		url: urls[name] ?? "",
		nextRequest: () => inboxPage,
		expected: 200,
	});
	print("Inbox pages on Node: active, of one assignee, 100 rows");
	const { few, ended, waiting } = await measureInterleaved(
		{
			few: target("few"),
			ended: target("ended"),
			waiting: target("waiting"),
		},
		{ count: 7, durationMs: 1_000, connections: 1 },
	);
	printMeasurements("10,000 instances", few);
	printMeasurements("1,000,000, nearly all ended", ended);
	printMeasurements("1,000,000, all waiting", waiting);
	const goal = { most: 2 };
	const page = "inbox page: duration with 1,000,000";
	printRatio(`${page} ended to that with 10,000`, few, ended, {
		id: "edge.inbox.ended",
		goal,
	});
	printRatio(`${page} waiting to that with 10,000`, few, waiting, {
		id: "edge.inbox.waiting",
		goal,
	});
	await Promise.all(servers.map(stop));
}
