import { validate } from "@signoff/core";
import type * as z from "zod/mini";
import { controlPath } from "./control-handler.ts";
import {
	codeSchema,
	hostedWorldRecordSchema,
	receivedRequestsSchema,
	servedWorldSchema,
	tokenSchema,
} from "./control-reply-schemas.ts";
import type {
	HostedWorld,
	HostedWorldRecord,
	ReceivedRequest,
	ServedWorld,
} from "./types.ts";

type World = Pick<ServedWorld, "id">;

/** Controls a fault server in this or another process. Every method rejects with an `Error` if the world is unknown. */
export type FaultServerControl = {
	url: string;
	/** Starts to serve a world. Rejects with an `Error` that names each problem of an invalid one. */
	addWorld(world: HostedWorld): Promise<ServedWorld>;
	/** Every request received, in order of arrival. */
	receivedRequests(world: World): Promise<ReceivedRequest[]>;
	/** What the world's server holds now. */
	record(world: World): Promise<HostedWorldRecord>;
	/** The same, once every copy of every request in flight has arrived. */
	settled(world: World): Promise<HostedWorldRecord>;
	/** Issues another token for the world's person, as a refresh would. The earlier one is no longer valid. */
	renewToken(world: World): Promise<string>;
	/** Issues the authorization code that a person gets who logs in, if the world has an OAuth server. It works once. */
	newCode(world: World): Promise<string>;
	/** Stops serving a world. */
	removeWorld(world: World): Promise<void>;
};

/**
 * Controls a fault server over HTTP. Sends nothing yet.
 *
 * @param url as `startFaultServer` returns it, or as the process prints it
 */
export function connectFaultServer(url: string): FaultServerControl {
	const at = ({ id }: World, action: string): string => `/${id}/${action}`;
	const get = <T>(path: string, schema: z.ZodMiniType<T>) =>
		request(url, "GET", path, schema);
	return {
		url,
		addWorld: (world) => request(url, "POST", "", servedWorldSchema, world),
		receivedRequests: (world) =>
			get(at(world, "received-requests"), receivedRequestsSchema),
		record: (world) => get(at(world, "record"), hostedWorldRecordSchema),
		settled: (world) => get(at(world, "settled"), hostedWorldRecordSchema),
		renewToken: async (world) =>
			(await request(url, "POST", at(world, "token"), tokenSchema)).token,
		newCode: async (world) =>
			(await request(url, "POST", at(world, "code"), codeSchema)).code,
		removeWorld: async ({ id }) => {
			await send(url, "DELETE", `/${id}`);
		},
	};
}

async function request<T>(
	url: string,
	method: "GET" | "POST",
	path: string,
	schema: z.ZodMiniType<T>,
	body?: unknown,
): Promise<T> {
	const reply = validate(schema, await send(url, method, path, body));
	if (reply.kind === "parsed") return reply.value;
	throw new Error("The fault server's reply has an unknown format.");
}

async function send(
	url: string,
	method: string,
	path: string,
	body?: unknown,
): Promise<unknown> {
	const response = await fetch(url + controlPath + path, {
		method,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	if (response.ok) return text === "" ? null : JSON.parse(text);
	throw new Error(
		`The fault server refused with status ${response.status}: ${text}`,
	);
}
