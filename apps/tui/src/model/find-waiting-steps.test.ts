import { bearer, type Client, createClient } from "@signoff/sdk";
import { expect, test } from "vitest";
import { instanceFor, replyToReads } from "../testing/instance.ts";
import { findWaitingSteps, type WaitingSteps } from "./find-waiting-steps.ts";

const ids = Array.from({ length: 8 }, (_, index) => String(9001 + index));
const reads = replyToReads("Review", { status: 204 });

/** A client of a server with eight instances. Reading one waits for `before`; a rejection makes it not found. */
function clientWith(before: (id: string) => Promise<number>): Client {
	return createClient({
		auth: bearer("ada-token"),
		baseUrl: "http://127.0.0.1:1",
		fetch: async (input) => {
			const path = new URL(new Request(input).url).pathname;
			const [, id] = /\/instances\/(\d+)$/.exec(path) ?? [];
			if (id !== undefined)
				return Response.json(
					{ data: instanceFor("Review", id, null) },
					{ status: await before(id) },
				);
			if (path.endsWith("/instances"))
				return Response.json({
					data: ids.map((each) => instanceFor("", each)),
				});
			const reply = reads({ method: "GET", path, token: undefined, body: "" });
			if (reply === "hang") throw new Error(`No reply for ${path}.`);
			return Response.json(reply.body, { status: reply.status });
		},
	});
}

function find(client: Client): Promise<WaitingSteps> {
	const { signal } = new AbortController();
	return findWaitingSteps({ company_id: "4201" }, client, signal, 0);
}

test("reads at most six instances at once, and keeps the order of equally urgent steps", async () => {
	const gates = new Map(ids.map((id) => [id, Promise.withResolvers<number>()]));
	const started: string[] = [];
	const sixth = Promise.withResolvers<void>();
	const seventh = Promise.withResolvers<void>();
	const found = find(
		clientWith((id) => {
			started.push(id);
			if (started.length === 6) sixth.resolve();
			if (started.length === 7) seventh.resolve();
			return gates.get(id)?.promise ?? Promise.resolve(404);
		}),
	);
	await sixth.promise;
	await new Promise(setImmediate);
	expect(started).toEqual(ids.slice(0, 6));
	gates.get("9004")?.resolve(200);
	await seventh.promise;
	await new Promise(setImmediate);
	expect(started).toEqual(ids.slice(0, 7));
	for (const gate of gates.values()) gate.resolve(200);
	const { waiting, hidden } = await found;
	expect(waiting.map(({ instance }) => instance.id)).toEqual(ids);
	expect(hidden).toBe(0);
});

test("rejects with the first error, and reads no further instance", async () => {
	const started: string[] = [];
	const client = clientWith((id) => {
		started.push(id);
		return Promise.resolve(401);
	});
	await expect(find(client)).rejects.toMatchObject({
		outcome: { kind: "unauthenticated" },
	});
	expect(started.length).toBeLessThanOrEqual(6);
});
