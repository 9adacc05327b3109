import type { Tokens } from "@signoff/core/oauth";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Fetch } from "../../http/transport.ts";
import { refreshToken } from "./refresh-token.ts";
import { memoryTokenStore, type TokenStore } from "./token-store.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const app = { clientId: "id", clientSecret: "secret", refreshToken: "origin" };
const lifeMs = 5_400_000;

function tokensNumber(number: number, changes: Partial<Tokens> = {}): Tokens {
	return {
		access_token: `access-${number}`,
		issued_at: Date.now(),
		expires_at: Date.now() + lifeMs,
		refresh_token: `refresh-${number}`,
		seed_refresh_token: "origin",
		audience: "id at https://login.procore.com/",
		...changes,
	};
}

/** Grants `access-2`, then `access-3`, …; records the refresh tokens it received. */
function loginServer(): { fetch: Fetch; sent: (string | null)[] } {
	const sent: (string | null)[] = [];
	const fetch: Fetch = async (input, init) => {
		const request = new Request(input, init);
		const form = new URLSearchParams(await request.text());
		const number = sent.push(form.get("refresh_token")) + 1;
		return Response.json({
			access_token: `access-${number}`,
			refresh_token: `refresh-${number}`,
			expires_in: lifeMs / 1_000,
		});
	};
	return { fetch, sent };
}

async function storeWith(tokens: Tokens): Promise<TokenStore> {
	const store = memoryTokenStore();
	await store.save(tokens);
	return store;
}

test("a token is refreshed in its last minute, once for all concurrent calls", async () => {
	const { fetch, sent } = loginServer();
	const auth = refreshToken({
		...app,
		fetch,
		store: await storeWith(tokensNumber(1)),
	});
	await vi.advanceTimersByTimeAsync(lifeMs - 60_001);
	expect(await auth.token()).toBe("access-1");
	expect(sent).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	const tokens = await Promise.all([auth.token(), auth.token(), auth.token()]);
	expect(tokens).toEqual(["access-2", "access-2", "access-2"]);
	expect(sent).toEqual(["refresh-1"]);
});

test.each<[string, Fetch]>([
	["fails", async () => new Response(null, { status: 503 })],
	["is refused", async () => Response.json({}, { status: 403 })],
	["is cut off", () => Promise.reject(new Error("reset"))],
	["hangs", () => new Promise(() => undefined)],
])("if an early refresh %s, the current token is used", async (_, answer) => {
	const fetch = vi.fn<Fetch>(answer);
	const auth = refreshToken({
		...app,
		fetch,
		store: await storeWith(tokensNumber(1)),
	});
	await vi.advanceTimersByTimeAsync(lifeMs - 60_000);
	const first = auth.token();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(await first).toBe("access-1");
	expect(await auth.token()).toBe("access-1");
	await vi.advanceTimersByTimeAsync(10_000);
	expect(fetch).toHaveBeenCalledTimes(1);
	const again = [auth.token(), auth.token()];
	await vi.advanceTimersByTimeAsync(1_000);
	expect(await Promise.all(again)).toEqual(["access-1", "access-1"]);
	expect(fetch.mock.calls.length).toBeLessThanOrEqual(2);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await auth.token()).toBeNull();
});

test("a refused token is refreshed, unless a newer one is stored", async () => {
	const { fetch, sent } = loginServer();
	const store = await storeWith(tokensNumber(1));
	const auth = refreshToken({ ...app, fetch, store });
	expect(await auth.token()).toBe("access-1");
	await store.save(tokensNumber(7));
	expect(await auth.refresh("access-1")).toBe("refreshed");
	expect(await auth.token()).toBe("access-7");
	expect(sent).toEqual([]);
	expect(await auth.refresh("access-1")).toBe("refreshed");
	expect(sent).toEqual([]);
	expect(await auth.refresh("access-7")).toBe("refreshed");
	expect(sent).toEqual(["refresh-7"]);
	expect(await auth.token()).toBe("access-2");
});

test("both new tokens are stored before one is used", async () => {
	const { fetch } = loginServer();
	const store = await storeWith(tokensNumber(1));
	const written = Promise.withResolvers<void>();
	const save = vi.fn(async (tokens: Tokens) => {
		await written.promise;
		await store.save(tokens);
	});
	const auth = refreshToken({ ...app, fetch, store: { ...store, save } });
	await auth.token();
	const onRefreshed = vi.fn();
	const refreshing = auth.refresh("access-1").then(onRefreshed);
	await vi.waitUntil(() => save.mock.calls.length === 1);
	expect(save.mock.calls[0]?.[0]).toMatchObject({
		access_token: "access-2",
		refresh_token: "refresh-2",
	});
	await vi.advanceTimersByTimeAsync(1_000);
	expect(onRefreshed).not.toHaveBeenCalled();
	expect(await auth.token()).toBe("access-1");
	written.resolve();
	await refreshing;
	expect(onRefreshed).toHaveBeenCalledWith("refreshed");
	expect(await auth.token()).toBe("access-2");
});

test("new tokens that cannot be stored for a while are not used meanwhile, and the lock is held", async () => {
	const { fetch, sent } = loginServer();
	const store = await storeWith(tokensNumber(1));
	let full = true;
	const save = vi.fn(async (tokens: Tokens) => {
		if (full) throw new Error("The disk is full.");
		await store.save(tokens);
	});
	const auth = refreshToken({ ...app, fetch, store: { ...store, save } });
	const other = refreshToken({ ...app, fetch, store });
	const refreshes = Promise.all([
		auth.refresh("access-1"),
		other.refresh("access-1"),
	]);
	await vi.waitUntil(() => save.mock.calls.length > 0);
	await vi.advanceTimersByTimeAsync(3_000);
	full = false;
	await vi.advanceTimersByTimeAsync(4_000);
	expect(await refreshes).toEqual(["refreshed", "refreshed"]);
	expect([await auth.token(), await other.token()]).toEqual([
		"access-2",
		"access-2",
	]);
	expect(sent).toEqual(["refresh-1"]);
});

test("new tokens that could not be stored are stored by the next refresh, without another request", async () => {
	const { fetch, sent } = loginServer();
	const store = await storeWith(tokensNumber(1));
	let full = true;
	const save = vi.fn(async (tokens: Tokens) => {
		if (full) throw new Error("The disk is full.");
		await store.save(tokens);
	});
	const auth = refreshToken({ ...app, fetch, store: { ...store, save } });
	expect(await auth.token()).toBe("access-1");
	const first = auth.refresh("access-1");
	await vi.waitUntil(() => save.mock.calls.length > 0);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(await first).toBe("failed");
	expect(await auth.token()).toBe("access-1");
	expect(await auth.refresh("access-1")).toBe("failed");
	full = false;
	expect(await auth.refresh("access-1")).toBe("refreshed");
	expect(await auth.token()).toBe("access-2");
	expect(sent).toEqual(["refresh-1"]);
});

test("tokens that another process has stored later replace those that could not be stored", async () => {
	const { fetch, sent } = loginServer();
	const store = await storeWith(tokensNumber(1));
	const save = vi.fn(() => Promise.reject(new Error("full")));
	const auth = refreshToken({ ...app, fetch, store: { ...store, save } });
	const first = auth.refresh("access-1");
	await vi.waitUntil(() => save.mock.calls.length > 0);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(await first).toBe("failed");
	await store.save(tokensNumber(9));
	expect(await auth.refresh("access-1")).toBe("refreshed");
	expect(await auth.token()).toBe("access-9");
	expect(sent).toEqual(["refresh-1"]);
});

test("a refused refresh token is not sent again, also if the store could not record that", async () => {
	const fetch = vi.fn<Fetch>(async () =>
		Response.json({ error: "invalid_grant" }, { status: 400 }),
	);
	const store = await storeWith(tokensNumber(1));
	const save = (): Promise<void> => Promise.resolve();
	const auth = refreshToken({ ...app, fetch, store: { ...store, save } });
	for (let count = 0; count < 3; count++)
		expect(await auth.refresh("access-1")).toMatchObject({ kind: "refused" });
	expect(fetch).toHaveBeenCalledTimes(1);
	expect(await auth.token()).toBe("access-1");
});

test("if the server returns no new refresh token, the previous one is kept", async () => {
	const fetch: Fetch = async () =>
		Response.json({ access_token: "access-2", expires_in: 60 });
	const store = await storeWith(tokensNumber(1));
	const auth = refreshToken({ ...app, fetch, store });
	expect(await auth.refresh("access-1")).toBe("refreshed");
	expect(await store.load()).toMatchObject({ refresh_token: "refresh-1" });
});

test("a store that cannot be read or locked is a failure that is retried", async () => {
	const { fetch, sent } = loginServer();
	const store = await storeWith(tokensNumber(1));
	const broken = (): Promise<never> => Promise.reject(new Error("broken"));
	const unread = refreshToken({
		...app,
		fetch,
		store: { ...store, load: broken },
	});
	await expect(unread.token()).rejects.toThrow("broken");
	expect(await unread.refresh("")).toBe("failed");
	const unlocked = refreshToken({
		...app,
		fetch,
		store: { ...store, lock: broken },
	});
	expect(await unlocked.refresh("access-1")).toBe("failed");
	expect(sent).toEqual([]);
});

test("tokens of another app or environment are neither used nor overwritten", async () => {
	const { fetch, sent } = loginServer();
	const foreign = tokensNumber(1, { audience: "id at https://login.example/" });
	const store = await storeWith(foreign);
	const auth = refreshToken({ ...app, fetch, store });
	expect(await auth.token()).toBeNull();
	expect(await auth.refresh("")).toMatchObject({
		kind: "refused",
		reason: { code: "other_store" },
	});
	expect(await store.load()).toEqual(foreign);
	expect(sent).toEqual([]);
});

test("tokens of an earlier login are not used", async () => {
	const { fetch, sent } = loginServer();
	const store = await storeWith(
		tokensNumber(1, { seed_refresh_token: "earlier" }),
	);
	const auth = refreshToken({ ...app, fetch, store });
	expect(await auth.token()).toBeNull();
	expect(await auth.refresh("")).toBe("refreshed");
	expect(sent).toEqual(["origin"]);
});
