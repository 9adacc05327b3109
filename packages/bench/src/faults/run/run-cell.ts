import type { FaultServerControl } from "@signoff/conformance/fault-server";
import { judgeTruth, type Truth, worstTruth } from "../model/truth.ts";
import type { Cell, FaultClient, FaultRow, Report } from "../model/types.ts";
import { addCellWorlds, type CellWorld, startCellApi } from "./cell-worlds.ts";
import { factOf } from "./fact-of.ts";

/** Times of a cell, in milliseconds. */
export type CellLimits = {
	/** Time limit that each client gets. */
	timeLimitMs: number;
	/** How much longer the run waits for a client that ignores it. */
	graceMs: number;
};

/** Runs one client against one fault, in worlds that nothing else uses. */
export async function runCell(
	server: FaultServerControl,
	row: FaultRow,
	client: FaultClient,
	{ timeLimitMs, graceMs }: CellLimits,
): Promise<Cell> {
	const worlds = await addCellWorlds(server, row);
	const login = loginOf(worlds);
	const api = await startCellApi(row, login.world);
	const call = await client.prepare({
		baseUrl: api.url,
		login: { ...login.oauth, url: login.world.base_url },
		timeLimitMs,
	});
	if (row.token_expired) await server.renewToken(login.world);
	const refreshesBefore = await countRequests(server, worlds, "refresh_token");
	const calls = await Promise.all(
		worlds.map(async (each) => ({
			...each,
			before: await server.record(each.world),
		})),
	);
	const begin = performance.now();
	const ended = await Promise.all(
		calls.map(async ({ submission, ...each }) => ({
			...each,
			report: await endedOrPending(call(submission), timeLimitMs + graceMs),
		})),
	);
	const seconds = (performance.now() - begin) / 1_000;
	const truths = ended.map(
		async ({ world, before, report }): Promise<Truth> => {
			const fact = factOf(before, await server.settled(world));
			return judgeTruth(report.claim, { ...fact, is_knowable: !row.is_silent });
		},
	);
	const truth = worstTruth(await Promise.all(truths));
	const posts = await countRequests(server, worlds, "submit");
	const refreshes = await countRequests(server, worlds, "refresh_token");
	await api.close();
	await Promise.all(worlds.map(({ world }) => server.removeWorld(world)));
	return {
		fault: row.id,
		client: client.name,
		said: summarize(ended.map(({ report }) => report)),
		posts,
		refreshes: refreshes - refreshesBefore,
		seconds,
		truth,
	};
}

/** The login of a cell: that of its first world. */
function loginOf([first]: CellWorld[]) {
	const world = first?.world;
	if (world?.oauth === undefined) throw new Error("There is no login server.");
	return { world, oauth: world.oauth };
}

async function countRequests(
	server: FaultServerControl,
	worlds: CellWorld[],
	call: "submit" | "refresh_token",
): Promise<number> {
	const received = await Promise.all(
		worlds.map(({ world }) => server.receivedRequests(world)),
	);
	return received.flat().filter((each) => each.call === call).length;
}

const pending: Report = {
	said: "pending",
	claim: { own_response: "no_result" },
};

async function endedOrPending(
	call: Promise<Report>,
	ms: number,
): Promise<Report> {
	const { promise, resolve } = Promise.withResolvers<Report>();
	const timer = setTimeout(resolve, ms, pending);
	try {
		return await Promise.race([call, promise]);
	} finally {
		clearTimeout(timer);
	}
}

/** The result; of several calls, each result with its number, the most frequent first. */
function summarize(reports: Report[]): string {
	if (reports.length === 1) return reports[0]?.said ?? "";
	return Object.entries(Object.groupBy(reports, ({ said }) => said))
		.map(([said, group = []]) => ({ said, count: group.length }))
		.toSorted((a, b) => b.count - a.count)
		.map(({ said, count }) => `${count} × ${said}`)
		.join(", ");
}
