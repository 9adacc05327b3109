import { expect, test } from "vitest";
import { sendRequest } from "../../testing/client.ts";
import {
	startUpstream,
	treating,
	unavailable,
} from "../../testing/upstream-server.ts";
import { workerRelays } from "../../testing/workerd/relay/harness.ts";
import {
	eventually,
	locationOf,
	submit,
} from "../../testing/workerd/relay/submit.ts";

const relays = workerRelays();

async function start(vars: Record<string, string> = {}) {
	const upstream = await startUpstream();
	return { upstream, relay: await relays.start(upstream.url, vars) };
}

test("two callers with the same submission are attached to one settlement", async () => {
	const { upstream, relay } = await start();
	upstream.treat(treating("submit", "hold"));
	const first = submit(relay.url, upstream);
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	const reads = upstream.count("read_instance");
	const second = submit(relay.url, upstream);
	await expect
		.poll(() => upstream.count("read_instance"), eventually)
		.toBe(reads + 1);
	upstream.release();
	expect([(await first).status, (await second).status]).toEqual([204, 204]);
	expect(upstream.count("submit")).toBe(1);
	expect(upstream.record("9201").responses).toHaveLength(1);
});

test("respond-async is accepted, and the settlement can be asked for by its caller alone", async () => {
	const { upstream, relay } = await start();
	upstream.treat(treating("submit", "hold"));
	const options = { prefer: "respond-async" };
	const accepted = await submit(relay.url, upstream, options);
	expect([accepted.status, accepted.headers.get("Preference-Applied")]).toEqual(
		[202, "respond-async"],
	);
	expect(accepted.headers.get("Location")).toMatch(
		/^https:\/\/edge\.example\/signoff\/v1\/settlements\/[0-9a-f]{64}$/,
	);
	const path = locationOf(accepted);
	const ask = (token: string) => sendRequest(relay.url + path, { token });
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	const pending = await ask("ada-token");
	expect(JSON.parse(pending.text)).toMatchObject({ state: "pending" });
	expect(pending.headers.has("Retry-After")).toBe(true);
	const id = path.split("/").at(-1) ?? "";
	const open = await relay.stored(id);
	expect(open.stored).toContain("ciphertext");
	expect(open.stored).not.toContain("ada-token");
	expect(open.alarm).toBeGreaterThan(Date.now());
	expect(locationOf(await submit(relay.url, upstream, options))).toBe(path);
	expect((await ask("bob-token")).status).toBe(404);
	expect((await ask("unknown-token")).status).toBe(401);
	upstream.release();
	await expect
		.poll(async () => JSON.parse((await ask("ada-token")).text), eventually)
		.toMatchObject({ state: "settled", outcome: { kind: "recorded" } });
	expect(upstream.count("submit")).toBe(1);
	const settled = await relay.stored(id);
	expect(settled.stored).toContain('"credential":null');
	expect(settled.stored).not.toContain("ciphertext");
	expect(settled.alarm).toBeGreaterThan(Date.now() + 6 * 86_400_000);
});

test("an id without a settlement is a 404, and creates nothing", async () => {
	const { relay } = await start();
	const id = "0".repeat(64);
	const reply = await sendRequest(`${relay.url}/signoff/v1/settlements/${id}`);
	expect(reply.status).toBe(404);
	expect(await relay.stored(id)).toEqual({ stored: null, alarm: null });
});

test("a caller that hangs up stops nothing", async () => {
	const { upstream, relay } = await start();
	upstream.treat(treating("submit", "hold"));
	const caller = new AbortController();
	const { signal } = caller;
	const reply = submit(relay.url, upstream, { signal });
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	caller.abort();
	await expect(reply).rejects.toThrow();
	upstream.release();
	await expect
		.poll(() => upstream.record("9201").responses.length, eventually)
		.toBe(1);
});

test("if the wait ends before a submit was sent, the outcome is deferred and nothing is sent", async () => {
	const { upstream, relay } = await start();
	upstream.treat(treating("read_instance", "hold"));
	const reply = await submit(relay.url, upstream, { prefer: "wait=1" });
	expect([reply.status, reply.headers.has("Retry-After")]).toEqual([503, true]);
	upstream.release();
	expect(upstream.count("submit")).toBe(0);
	expect((await submit(relay.url, upstream)).status).toBe(204);
});

test("a settlement whose object was evicted goes on when its alarm rings", async () => {
	const { upstream, relay } = await start();
	upstream.treat(treating("read_instance", unavailable(11)));
	const accepted = await submit(relay.url, upstream, {
		prefer: "respond-async",
	});
	const id = locationOf(accepted).split("/").at(-1) ?? "";
	const wakeAt = async (): Promise<number> =>
		JSON.parse((await relay.stored(id)).stored ?? "").wake_at;
	await expect.poll(() => upstream.count("read_instance"), eventually).toBe(1);
	await expect
		.poll(async () => (await relay.stored(id)).alarm === (await wakeAt()))
		.toBe(true);
	await relay.evict(id);
	upstream.release();
	await expect
		.poll(() => upstream.record("9201").responses.length, eventually)
		.toBe(1);
	expect(upstream.count("submit")).toBe(1);
});

test("an ended settlement is deleted by its alarm", async () => {
	const { upstream, relay } = await start({ SIGNOFF_KEEP_SETTLED: "1s" });
	const accepted = await submit(relay.url, upstream, {
		prefer: "respond-async",
	});
	const id = locationOf(accepted).split("/").at(-1) ?? "";
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	await expect
		.poll(() => relay.stored(id), eventually)
		.toEqual({ stored: null, alarm: null });
});

test("a lost answer is settled: one response is recorded", async () => {
	const { upstream, relay } = await start();
	upstream.treat(treating("submit", "lose"));
	const reply = submit(relay.url, upstream);
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	upstream.release();
	expect((await reply).status).toBe(204);
	expect(upstream.record("9201").responses).toHaveLength(1);
});
