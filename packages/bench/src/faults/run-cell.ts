import {
	createAuthority,
	type FaultServerControl,
	type ServedWorld,
	startConnectionFault,
} from "@signoff/conformance/fault-server";
import { sampleSubmission } from "../sample-instance.ts";
import { factOf, worldOf } from "./sample-plan.ts";
import { judgeTruth } from "./truth.ts";
import type { Cell, FaultClient, FaultRow, Report, Target } from "./types.ts";

/** How long a client may take to end after the time limit. */
const graceMs = 2_000;

/** Runs one client against one fault, in a world that nothing else uses. */
export async function runCell(
	server: FaultServerControl,
	row: FaultRow,
	client: FaultClient,
	timeLimitMs: number,
): Promise<Cell> {
	const world = await server.addWorld(
		worldOf(row.kind === "world" ? row.world : { faults: [] }),
	);
	const api = await serveApi(row, world);
	const call = await client.prepare(targetOf(world, api.url, timeLimitMs));
	const refreshesBefore = await countRequests(server, world, "refresh_token");
	const begin = performance.now();
	const { said, claim } = await endedOrPending(call(), timeLimitMs + graceMs);
	const seconds = (performance.now() - begin) / 1_000;
	const fact = factOf(await server.settled(world));
	const posts = await countRequests(server, world, "submit");
	const refreshes = await countRequests(server, world, "refresh_token");
	await api.close();
	await server.removeWorld(world);
	return {
		fault: row.id,
		client: client.name,
		said,
		posts,
		refreshes: refreshes - refreshesBefore,
		seconds,
		truth: judgeTruth(claim, fact),
	};
}

/** The address of the API: the world's, or one that no connection leads to. */
async function serveApi(
	row: FaultRow,
	world: ServedWorld,
): Promise<{ url: string; close(): Promise<void> }> {
	return row.kind === "connection"
		? startConnectionFault(row.fault, await createAuthority())
		: { url: world.base_url, close: async () => {} };
}

function targetOf(
	{ base_url, oauth }: ServedWorld,
	baseUrl: string,
	timeLimitMs: number,
): Target {
	if (oauth === undefined) throw new Error("There is no login server.");
	const login = { ...oauth, url: base_url };
	return { baseUrl, login, submission: sampleSubmission, timeLimitMs };
}

async function countRequests(
	server: FaultServerControl,
	world: ServedWorld,
	call: "submit" | "refresh_token",
): Promise<number> {
	const received = await server.receivedRequests(world);
	return received.filter((each) => each.call === call).length;
}

async function endedOrPending(
	call: Promise<Report>,
	ms: number,
): Promise<Report> {
	const { promise, resolve } = Promise.withResolvers<Report>();
	const timer = setTimeout(
		() => resolve({ said: "pending", claim: { own_response: "unknown" } }),
		ms,
	);
	try {
		return await Promise.race([call, promise]);
	} finally {
		clearTimeout(timer);
	}
}
