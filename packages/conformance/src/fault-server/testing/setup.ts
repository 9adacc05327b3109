import { paths, type Submission } from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";
import { onTestFinished } from "vitest";
import { submissionOf, worldPlan } from "../../behaviours/builders.ts";
import {
	connectFaultServer,
	type FaultServerControl,
} from "../control-client.ts";
import { startFaultServer } from "../start-server.ts";
import type { HostedWorld, ServedWorld } from "../types.ts";
import { type Exchange, exchange, type RawRequest } from "./raw-exchange.ts";

/** A world; by default without earlier events and faults. */
export function worldOf(overrides: Partial<HostedWorld> = {}): HostedWorld {
	return { plan: worldPlan(), before: [], faults: [], ...overrides };
}

/** Starts a fault server in this process. It stops when the test ends. */
export async function startServer(): Promise<FaultServerControl> {
	const { url, close } = await startFaultServer({ port: 0 });
	onTestFinished(close);
	return connectFaultServer(url);
}

/** Starts a fault server with one world. It stops when the test ends. */
export async function serveOne(
	overrides: Partial<HostedWorld> = {},
): Promise<{ server: FaultServerControl; world: ServedWorld }> {
	const server = await startServer();
	return { server, world: await server.addWorld(worldOf(overrides)) };
}

/** The contract's POST of a response. */
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
	resource: "me" | "instance" | "history",
): RawRequest {
	const { company_id, project_id, id } = submissionOf();
	const path =
		resource === "me"
			? paths.me()
			: paths[resource]({ company_id, project_id }, id);
	return {
		method: "GET",
		path,
		headers: {
			"Procore-Company-Id": company_id,
			Authorization: `Bearer ${token}`,
		},
	};
}

/** Sends a submission to a world. */
export function submit(
	world: ServedWorld,
	submission?: Submission,
): Promise<Exchange> {
	return exchange(world.base_url, submitRequest(world, submission));
}

/** Sends one of the contract's reads to a world. */
export function read(
	world: ServedWorld,
	resource: "me" | "instance" | "history",
): Promise<Exchange> {
	return exchange(world.base_url, readRequest(world, resource));
}

/** Resolves once a world has received a request. */
export async function untilReceived(
	server: FaultServerControl,
	world: ServedWorld,
): Promise<void> {
	let received = await server.receivedRequests(world);
	while (received.length === 0) received = await server.receivedRequests(world);
}
