import { expect, test } from "vitest";
import { storedTokens } from "../../testing/stored-tokens.ts";
import { closedPortUrl, serve } from "../../testing/stub-server.ts";
import { revokeTokens } from "./revoke-tokens.ts";
import { readTokenExpiry } from "./token-expiry.ts";
import { memoryTokenStore } from "./token-store.ts";

const app = { clientId: "harbor-app", clientSecret: "harbor-secret" };

async function storeFor(url: string, clientId = app.clientId) {
	const store = memoryTokenStore();
	const audience = `${clientId} at ${url}/`;
	await store.save({ ...storedTokens, audience });
	return store;
}

test("revokes the refresh token before the access token, with the app's secret in the body", async () => {
	const { url, requests } = await serve(() => ({ kind: "reply", status: 200 }));
	const store = await storeFor(url);
	expect(await revokeTokens({ ...app, authUrl: url, store })).toBe(true);
	expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
		"POST /oauth/revoke",
		"POST /oauth/revoke",
	]);
	const forms = requests.map(({ body }) =>
		Object.fromEntries(new URLSearchParams(body)),
	);
	const sent = { client_id: app.clientId, client_secret: app.clientSecret };
	expect(forms).toEqual([
		{ ...sent, token_type_hint: "refresh_token", token: "very-secret-refresh" },
		{ ...sent, token_type_hint: "access_token", token: "very-secret-access" },
	]);
});

test("reports tokens that the server does not confirm, and sends none of another app", async () => {
	const { url, requests } = await serve((_, count) => ({
		kind: "reply",
		status: count === 1 ? 200 : 503,
	}));
	const store = await storeFor(url);
	expect(await revokeTokens({ ...app, authUrl: url, store })).toBe(false);
	const other = await storeFor(url, "other-app");
	expect(await revokeTokens({ ...app, authUrl: url, store: other })).toBe(true);
	expect(requests).toHaveLength(2);
	const closed = await closedPortUrl();
	const unreachable = await storeFor(closed);
	expect(
		await revokeTokens({ ...app, authUrl: closed, store: unreachable }),
	).toBe(false);
});

test.each([
	[{ expires_in: 60 }, true],
	[{ expires_in_seconds: "60" }, true],
	[{ expires_in: null, expires_in_seconds: 60 }, true],
	[{ expires_in: "" }, false],
	[{ expires_in: -1 }, false],
	["text", false],
])("reads the expiry from %j", async (body, isKnown) => {
	const { url, requests } = await serve(() => ({
		kind: "reply",
		status: 200,
		headers: { "content-type": "application/json" },
		body,
	}));
	const before = Date.now();
	const expiry = await readTokenExpiry("pasted", { authUrl: url });
	if (isKnown) {
		expect(expiry).toBeGreaterThanOrEqual(before + 60_000);
		expect(expiry).toBeLessThanOrEqual(Date.now() + 60_000);
	} else expect(expiry).toBeNull();
	expect(requests).toMatchObject([
		{
			method: "GET",
			path: "/oauth/token/info",
			headers: { authorization: "Bearer pasted" },
		},
	]);
});

test("the expiry is not known from a refusal, or without an answer", async () => {
	const { url } = await serve(() => ({ kind: "reply", status: 401 }));
	expect(await readTokenExpiry("pasted", { authUrl: url })).toBeNull();
	expect(
		await readTokenExpiry("pasted", { authUrl: await closedPortUrl() }),
	).toBeNull();
	await expect(readTokenExpiry("two words")).rejects.toThrow(TypeError);
});
