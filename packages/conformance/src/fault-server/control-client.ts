import { validate } from "@signoff/core";
import type * as z from "zod/mini";
import { controlPath } from "./control-handler.ts";
import {
	codeSchema,
	receivedRequestsSchema,
	servedWorldSchema,
	tokenSchema,
	worldRecordSchema,
} from "./schemas.ts";
import type {
	HostedWorld,
	ReceivedRequest,
	ServedWorld,
	WorldRecord,
} from "./types.ts";

type World = Pick<ServedWorld, "id">;

/** Speaks to a fault server, wherever it runs. Everything rejects with an `Error` where the server does not know the world. */
export type FaultServerControl = {
	url: string;
	/** Serves a world from now on. Rejects with an `Error` that names what is wrong with it. */
	addWorld(world: HostedWorld): Promise<ServedWorld>;
	/** Every call that came in, in order of arrival. */
	receivedRequests(world: World): Promise<ReceivedRequest[]>;
	/** What the world's server holds at this moment. */
	record(world: World): Promise<WorldRecord>;
	/** The same, once nothing is under way any more: every copy of every message has arrived. */
	settled(world: World): Promise<WorldRecord>;
	/** Gives the world's person another token, as a refresh would; the one before is no good any more. */
	renewToken(world: World): Promise<string>;
	/** A person logs in to a world that has a login server: the code that they are shown works once. */
	newCode(world: World): Promise<string>;
	/** Forgets a world. */
	removeWorld(world: World): Promise<void>;
};

/** @param url as `startFaultServer` gives it, or the process prints it */
export function connectFaultServer(url: string): FaultServerControl {
	const at = ({ id }: World, action: string): string => `/${id}/${action}`;
	const get = <T>(path: string, schema: z.ZodMiniType<T>) =>
		read(url, "GET", path, schema);
	return {
		url,
		addWorld: (world) => read(url, "POST", "", servedWorldSchema, world),
		receivedRequests: (world) => get(at(world, "seen"), receivedRequestsSchema),
		record: (world) => get(at(world, "held"), worldRecordSchema),
		settled: (world) => get(at(world, "settled"), worldRecordSchema),
		renewToken: async (world) =>
			(await read(url, "POST", at(world, "token"), tokenSchema)).token,
		newCode: async (world) =>
			(await read(url, "POST", at(world, "code"), codeSchema)).code,
		removeWorld: async ({ id }) => {
			await send(url, "DELETE", `/${id}`);
		},
	};
}

async function read<T>(
	url: string,
	method: "GET" | "POST",
	path: string,
	schema: z.ZodMiniType<T>,
	body?: unknown,
): Promise<T> {
	const answer = validate(schema, await send(url, method, path, body));
	if (answer.kind === "parsed") return answer.value;
	throw new Error("The fault server answered in a way unknown here.");
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
