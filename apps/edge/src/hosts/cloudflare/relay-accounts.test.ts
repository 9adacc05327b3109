import { describe, expect, test } from "vitest";
import { createApiKey } from "../../api-keys/create-api-key.ts";
import { companyWith } from "../../testing/company.ts";
import { startUpstream, treating } from "../../testing/upstream-server.ts";
import { workerRelays } from "../../testing/workerd/relay/harness.ts";
import { eventually, submit } from "../../testing/workerd/relay/submit.ts";

const relays = workerRelays();

async function start(count: number, vars: Record<string, string> = {}) {
	const { ids, fixture } = companyWith(count);
	const upstream = await startUpstream({ fixture });
	return { ids, upstream, relay: await relays.start(upstream.url, vars) };
}

test("all settlements of an account share its rate limit: none is refused by the upstream", async () => {
	const { ids, upstream, relay } = await start(16);
	upstream.limit(6);
	const replies = await Promise.all(
		ids.map((instance) => submit(relay.url, upstream, { instance })),
	);
	expect(replies.map(({ status }) => status)).toEqual(ids.map(() => 204));
	expect(upstream.refused()).toBe(0);
	for (const id of ids) expect(upstream.record(id).responses).toHaveLength(1);
});

test("beyond the queue the reply is a 503 with Retry-After, and nothing is sent", async () => {
	const { upstream, relay } = await start(0, { SIGNOFF_QUEUE: "1" });
	upstream.treat(treating("submit", "hold"));
	const first = submit(relay.url, upstream);
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	const before = upstream.received.length;
	const second = await submit(relay.url, upstream, { instance: "9202" });
	expect(second.status).toBe(503);
	expect(second.headers.get("Retry-After")).toMatch(/^[23]$/);
	expect(upstream.received).toHaveLength(before);
	const other = submit(relay.url, upstream, {
		instance: "9202",
		token: "bob-token",
	});
	await expect.poll(() => upstream.count("submit"), eventually).toBe(2);
	upstream.release();
	expect([(await first).status, (await other).status]).toEqual([204, 204]);
	const third = await submit(relay.url, upstream, { instance: "9202" });
	expect(third.status).toBe(204);
});

test("a caller that hangs up leaves the queue", async () => {
	const { upstream, relay } = await start(0, { SIGNOFF_QUEUE: "1" });
	upstream.treat(treating("submit", "hold"));
	const caller = new AbortController();
	const { signal } = caller;
	const first = submit(relay.url, upstream, { signal });
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	caller.abort();
	await expect(first).rejects.toThrow();
	upstream.release();
	await expect
		.poll(
			async () =>
				(await submit(relay.url, upstream, { instance: "9202" })).status,
			eventually,
		)
		.toBe(204);
});

const { key, record } = await createApiKey({
	name: "ERP",
	companies: ["4201"],
	responseTypes: ["approve"],
});

describe("with a service account", () => {
	const vars = {
		SIGNOFF_IDENTITY: "service",
		PROCORE_CLIENT_ID: "client-1",
		PROCORE_CLIENT_SECRET: "secret-1",
		SIGNOFF_API_KEYS: JSON.stringify([record]),
	};

	test("all settlements share one token, and one login", async () => {
		const { ids, upstream, relay } = await start(8, vars);
		const replies = await Promise.all(
			ids.map((instance) =>
				submit(relay.url, upstream, { instance, token: key }),
			),
		);
		expect(replies.map(({ status }) => status)).toEqual(ids.map(() => 204));
		expect(upstream.login.requests).toBe(1);
	});

	test("a token that is refused is renewed once for all", async () => {
		const { ids, upstream, relay } = await start(8, vars);
		const [first = "", ...others] = ids;
		const send = (instance: string) =>
			submit(relay.url, upstream, { instance, token: key });
		expect((await send(first)).status).toBe(204);
		upstream.revokeToken();
		const replies = await Promise.all(others.map(send));
		expect(new Set(replies.map(({ status }) => status))).toEqual(
			new Set([204]),
		);
		expect(upstream.login.requests).toBe(2);
	});

	test("an unknown key is a 401, and a response type outside the key a 403; nothing is submitted", async () => {
		const { upstream, relay } = await start(0, vars);
		expect((await submit(relay.url, upstream)).status).toBe(401);
		expect(upstream.received).toEqual([]);
		const options = { token: key, option: "2002" };
		expect((await submit(relay.url, upstream, options)).status).toBe(403);
		expect(upstream.count("submit")).toBe(0);
	});

	test("no credential is stored with a settlement", async () => {
		const { upstream, relay } = await start(0, vars);
		upstream.treat(treating("submit", "hold"));
		const options = { token: key, prefer: "respond-async" };
		const accepted = await submit(relay.url, upstream, options);
		await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
		const id = accepted.headers.get("Location")?.split("/").at(-1) ?? "";
		const { stored } = await relay.stored(id);
		expect(stored).toContain('"credential":null');
		expect(stored).not.toMatch(/service-1|sgn_/);
		upstream.release();
		await expect
			.poll(async () => (await relay.stored(id)).stored, eventually)
			.toContain('"kind":"recorded"');
	});
});
