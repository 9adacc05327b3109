import { afterEach, expect, test, vi } from "vitest";
import { createClient } from "../client.ts";
import { instance, submission } from "../testing/sample-instance.ts";
import { serve } from "../testing/stub-server.ts";
import { bearer } from "./auth.ts";
import { createIdentityCache, type IdentityCache } from "./identity-cache.ts";

afterEach(() => {
	vi.unstubAllGlobals();
});

const person = (id: string) => ({
	id,
	login: `${id}@harbor.example`,
	name: id,
});
const names = Array.from({ length: 100 }, (_, index) => `p${index}`);

/** Counts how often each token reads `me`. */
async function serveMe(): Promise<{ url: string; reads: Map<string, number> }> {
	const reads = new Map<string, number>();
	const { url } = await serve(({ method, path, headers }) => {
		if (method === "POST") return { kind: "reply", status: 204 };
		if (!path.endsWith("/me"))
			return { kind: "reply", status: 200, body: { data: instance() } };
		const token = headers.authorization?.slice("Bearer ".length) ?? "";
		reads.set(token, (reads.get(token) ?? 0) + 1);
		return { kind: "reply", status: 200, body: person(token) };
	});
	return { url, reads };
}

/** Every person settles at once, each with a new client. */
async function settleAll(
	baseUrl: string,
	identityCache: IdentityCache | undefined,
): Promise<void> {
	const settle = async (token: string): Promise<void> => {
		const auth = bearer(token);
		const client = createClient({ baseUrl, auth, identityCache });
		const outcome = await client.respond(submission);
		expect(outcome.kind).not.toBe("uncertain");
	};
	await Promise.all(names.map(settle));
}

test("with one identity cache, `me` is read once for each of 100 people", async () => {
	const { url, reads } = await serveMe();
	const identityCache = createIdentityCache();
	for (let round = 0; round < 3; round++) await settleAll(url, identityCache);
	expect(reads).toEqual(new Map(names.map((token) => [token, 1])));
});

test("a person is found by their own token at the same API, and by nothing else", async () => {
	const [first, second] = [await serveMe(), await serveMe()];
	const identityCache = createIdentityCache();
	await settleAll(first.url, identityCache);
	await settleAll(second.url, identityCache);
	expect(second.reads.size).toBe(100);
	expect(await identityCache.get("p1")).toBeNull();
});

test("the cache holds the 1,000 people used last", async () => {
	const cache = createIdentityCache();
	await cache.set("first", person("first"));
	await cache.set("second", person("second"));
	for (let index = 0; index < 998; index++)
		await cache.set(`t${index}`, person(`${index}`));
	expect(await cache.get("first")).toEqual(person("first"));
	await cache.set("one too many", person("new"));
	expect(await cache.get("second")).toBeNull();
	expect(await cache.get("first")).toEqual(person("first"));
	expect(await cache.get("t0")).toEqual(person("0"));
});

test("a person is found while the hash of their token is being computed", async () => {
	const { promise: hash, resolve } = Promise.withResolvers<ArrayBuffer>();
	vi.stubGlobal("crypto", { subtle: { digest: () => hash } });
	const cache = createIdentityCache();
	const stored = cache.set("t", person("ada"));
	expect(await cache.get("t")).toEqual(person("ada"));
	resolve(new ArrayBuffer(32));
	await stored;
	expect(await cache.get("t")).toEqual(person("ada"));
});

test("without `crypto.subtle` nothing is stored, and nothing fails", async () => {
	vi.stubGlobal("crypto", {});
	const cache = createIdentityCache();
	await cache.set("t", person("ada"));
	expect(await cache.get("t")).toBeNull();
});
