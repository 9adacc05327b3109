import { expect, test } from "vitest";
import { submissionOf } from "../behaviours/builders.ts";
import { controlPath } from "./control-handler.ts";
import { exchange } from "./testing/raw-exchange.ts";
import { read, startServer, submit, worldOf } from "./testing/setup.ts";

test("tokens distinguish worlds of the same company and instance", async () => {
	const server = await startServer();
	const numbers = Array.from({ length: 1_000 }, (_, index) => index);
	const worlds = await inBatches(numbers, () => server.addWorld(worldOf()));
	expect(new Set(worlds.map(({ token }) => token)).size).toBe(1_000);
	const sent = await inBatches(numbers, async (index) => {
		const world = worlds[index];
		if (world === undefined) throw new RangeError("There is no such world.");
		const { status } = await submit(
			world,
			submissionOf({ comment: `No. ${index}` }),
		);
		const { responses } = await server.record(world);
		return [status, responses.map(({ comment }) => comment)];
	});
	expect(sent).toEqual(numbers.map((index) => [204, [`No. ${index}`]]));
});

test("a removed world is unknown", async () => {
	const server = await startServer();
	const world = await server.addWorld(worldOf());
	expect((await read(world, "me")).status).toBe(200);
	await server.removeWorld(world);
	expect((await read(world, "me")).status).toBe(401);
	await expect(server.receivedRequests(world)).rejects.toThrow("404");
	await expect(server.renewToken(world)).rejects.toThrow("404");
});

const malformed: [what: string, script: unknown, message: string][] = [
	["no plan", { before: [], faults: [] }, "`plan` is missing."],
	[
		"an unknown key",
		{ ...worldOf(), fautls: [] },
		"a key that is not known here",
	],
	[
		"a fault that does not exist",
		{
			...worldOf(),
			faults: [{ call: "submit", nth: 1, fault: { kind: "secret-fault" } }],
		},
		"`faults.0.fault` must be a fault that the fault server knows.",
	],
	[
		"a request counted from 0",
		{
			...worldOf(),
			faults: [{ call: "submit", nth: 0, fault: { kind: "none" } }],
		},
		"`faults.0.nth` must not be empty.",
	],
	["no JSON", undefined, "The body is not JSON."],
];

test.each(malformed)(
	"a script with %s is refused with the path",
	async (_, script, message) => {
		const server = await startServer();
		const reply = await exchange(server.url, {
			method: "POST",
			path: controlPath,
			headers: {},
			body: script === undefined ? "no JSON" : JSON.stringify(script),
		});
		expect(reply.status).toBe(400);
		expect(reply.body).toContain(message);
		expect(reply.body).not.toContain("secret-fault");
	},
);

test("adding an invalid world rejects with the reason", async () => {
	const server = await startServer();
	const script = { ...worldOf(), plan: { ...worldOf().plan, instance_id: "" } };
	await expect(server.addWorld(script)).rejects.toThrow("plan.instance_id");
});

test.each([
	["GET", ""],
	["GET", "/w1/nothing"],
	["DELETE", "/w1/record"],
] as const)("%s %s is not found", async (method, path) => {
	const server = await startServer();
	await server.addWorld(worldOf());
	const request = { method, path: controlPath + path, headers: {} };
	expect((await exchange(server.url, request)).status).toBe(404);
});

/** Runs a task for each item, fifty at once. */
async function inBatches<T, R>(
	list: T[],
	work: (each: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	for (let at = 0; at < list.length; at += 50)
		results.push(...(await Promise.all(list.slice(at, at + 50).map(work))));
	return results;
}

test("sibling worlds share tokens and limits, so that one client can respond in all of them", async () => {
	const server = await startServer();
	const limits = [{ requests: 5, window_ms: 3_600_000 }];
	const home = await server.addWorld(worldOf({ limits }));
	const plan = { ...worldOf().plan, instance_id: "9002" };
	const sibling = await server.addWorld(worldOf({ plan, sibling_of: home.id }));
	const other = { ...submissionOf(), id: "9002" };
	expect((await submit(home)).status).toBe(204);
	expect((await submit(home, other)).status).toBe(204);
	expect((await submit(sibling, other)).status).toBe(204);
	expect((await submit(home, { ...other, id: "9003" })).status).toBe(404);
	expect((await server.record(home)).responses).toHaveLength(1);
	expect((await server.record(sibling)).responses).toHaveLength(1);
	expect((await read(sibling, "me")).headers["x-rate-limit-remaining"]).toBe(
		"0",
	);
	await server.renewToken(home);
	expect((await submit(home, other)).status).toBe(401);
	const unknown = server.addWorld(worldOf({ sibling_of: "w99" }));
	await expect(unknown).rejects.toThrow(
		"`sibling_of` must be the id of a world.",
	);
});
