import { paths, type Submission } from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";
import { onTestFinished } from "vitest";
import { planOf, submissionOf } from "../../behaviours/builders.ts";
import {
	connectFaultServer,
	type FaultServerControl,
} from "../control-client.ts";
import { startFaultServer } from "../start-server.ts";
import type { HostedWorld, ServedWorld } from "../types.ts";
import { type Exchange, exchange, type RawRequest } from "./raw-exchange.ts";

/** A world in which nothing was done and nothing goes wrong, unless told otherwise. */
export function worldOf(given: Partial<HostedWorld> = {}): HostedWorld {
	return { plan: planOf(), before: [], faults: [], ...given };
}

/** Serves in this process until the test ends. */
export async function startServer(): Promise<FaultServerControl> {
	const { url, close } = await startFaultServer({ port: 0 });
	onTestFinished(close);
	return connectFaultServer(url);
}

/** Serves one world until the test ends. */
export async function serveOne(
	given: Partial<HostedWorld> = {},
): Promise<{ server: FaultServerControl; world: ServedWorld }> {
	const server = await startServer();
	return { server, world: await server.addWorld(worldOf(given)) };
}

/** The contract's POST. */
export function submitRequest(
	{ token }: Pick<ServedWorld, "token">,
	submission: Submission = submissionOf(),
): RawRequest {
	const { path, headers, body } = serializeSubmission(submission);
	return {
		method: "POST",
		path,
		headers: { ...headers, Authorization: `Bearer ${token}` },
		body: JSON.stringify(body),
	};
}

/** One of the contract's reads. */
export function readRequest(
	{ token }: Pick<ServedWorld, "token">,
	what: "me" | "instance" | "history",
): RawRequest {
	const { company_id, project_id, id } = submissionOf();
	const path =
		what === "me" ? paths.me() : paths[what]({ company_id, project_id }, id);
	return {
		method: "GET",
		path,
		headers: {
			"Procore-Company-Id": company_id,
			Authorization: `Bearer ${token}`,
		},
	};
}

/** Sends the contract's POST to a world. */
export function submit(
	world: ServedWorld,
	submission?: Submission,
): Promise<Exchange> {
	return exchange(world.base_url, submitRequest(world, submission));
}

/** Makes one of the contract's reads in a world. */
export function read(
	world: ServedWorld,
	what: "me" | "instance" | "history",
): Promise<Exchange> {
	return exchange(world.base_url, readRequest(world, what));
}

/** Returns once a world has seen a call. */
export async function untilReceived(
	server: FaultServerControl,
	world: ServedWorld,
): Promise<void> {
	let seen = await server.receivedRequests(world);
	while (seen.length === 0) seen = await server.receivedRequests(world);
}
