import type { HostedWorld } from "@signoff/conformance/fault-server";
import type { Outcome } from "@signoff/core";
import { expect, test } from "vitest";
import { createClient } from "../../client.ts";
import {
	type LoginServer,
	serveLogin,
	tokenFaults,
} from "../../testing/login-server.ts";
import { serve } from "../../testing/stub-server.ts";
import { refreshToken } from "./refresh-token.ts";
import { memoryTokenStore, type TokenStore } from "./token-store.ts";

type Variant = NonNullable<HostedWorld["oauth"]>["reply"];

function respond(
	{ world, app, login, submission }: LoginServer,
	store: TokenStore = memoryTokenStore(),
	deadlineMs = 10_000,
): Promise<Outcome> {
	const { refresh_token } = login;
	const auth = refreshToken({ ...app, store, refreshToken: refresh_token });
	const client = createClient({ baseUrl: world.base_url, auth });
	return client.respond(submission, { deadlineMs });
}

const text = expect.stringMatching(/./);

test.each<Variant>([
	{ fields: { expires_in: "5400" } },
	{ omit: ["expires_in"] },
	{ fields: { expires_in: null } },
	{ fields: { expires_in: 0 } },
	{ fields: { expires_in: "soon" } },
	{ status: 201 },
	{ omit: ["token_type", "created_at"], fields: { scope: {} } },
])("a reply with %j grants both tokens, which are stored", async (reply) => {
	const server = await serveLogin([], reply);
	const store = memoryTokenStore();
	expect(await respond(server, store)).toMatchObject({ kind: "recorded" });
	const stored = await store.load();
	expect(stored).toMatchObject({ access_token: text, refresh_token: text });
	expect(stored?.refresh_token).not.toBe(server.login.refresh_token);
	const lifetime = Number(stored?.expires_at) - Number(stored?.issued_at);
	expect(lifetime).toBe(5_400_000);
	expect(await server.refreshes()).toEqual([reply?.status ?? 200]);
});

test.each<Variant>([
	{ fields: { refresh_token: "" } },
	{ fields: { refresh_token: null } },
	{ omit: ["refresh_token"] },
])(
	"a reply with %j grants the access token, and the refresh token is kept",
	async (reply) => {
		const server = await serveLogin([], reply);
		const store = memoryTokenStore();
		expect(await respond(server, store)).toMatchObject({ kind: "recorded" });
		expect(await store.load()).toMatchObject({
			access_token: text,
			refresh_token: server.login.refresh_token,
		});
		expect(await server.refreshes()).toEqual([200]);
	},
);

test("a refresh token without a usable access token is stored, and sent by the next refresh", async () => {
	const server = await serveLogin([], { fields: { access_token: "" } });
	const store = memoryTokenStore();
	const { refresh_token } = server.login;
	await store.save({ ...server.stored, seed_refresh_token: refresh_token });
	const auth = refreshToken({
		...server.app,
		store,
		refreshToken: refresh_token,
	});
	const { access_token } = server.stored;
	for (const _ of [1, 2])
		expect(await auth.refresh(access_token ?? "")).toBe("failed");
	expect(await server.refreshes()).toEqual([200, 200]);
	const stored = await store.load();
	expect(stored).toMatchObject({ access_token, refresh_token: text });
	expect(stored?.refresh_token).not.toBe(refresh_token);
});

test.each([
	{ kind: "failed", status: 503, retry_after: 1, recorded: false, html: true },
	{ kind: "failed", status: 500, retry_after: 1, recorded: false, html: false },
	{ kind: "rate_limited", reset_in: null, retry_after: 1, dated: true },
	{ kind: "rate_limited", reset_in: 1, retry_after: null, dated: true },
] as const)("after %j and its wait the tokens are granted", async (fault) => {
	const server = await serveLogin(tokenFaults(fault));
	const outcome = await respond(server);
	expect(outcome).toMatchObject({ kind: "recorded" });
	expect(await server.refreshes()).toEqual([
		"status" in fault ? fault.status : 429,
		200,
	]);
});

test("token requests are as far apart as the login server asks, whoever makes them", async () => {
	const sentAt: number[] = [];
	const { url } = await serve(() => {
		const grant = { access_token: "a-1", refresh_token: "r-1" };
		return sentAt.push(performance.now()) === 1
			? { kind: "reply", status: 503, headers: { "Retry-After": "1" } }
			: { kind: "reply", status: 200, body: grant };
	});
	const auth = refreshToken({
		clientId: "id",
		clientSecret: "secret",
		authUrl: url,
		refreshToken: "r-0",
	});
	const failed = { kind: "failed", cause: "server_error" };
	expect(await auth.refresh("")).toEqual(failed);
	const held = { kind: "throttled", retryAfterMs: expect.any(Number) };
	expect(await auth.refresh("")).toEqual(held);
	expect(await auth.refresh("")).toEqual(held);
	expect(sentAt).toHaveLength(1);
	const client = createClient({ baseUrl: url, auth });
	await client.me({ company_id: "1" }).catch(() => undefined);
	expect(Number(sentAt[1]) - Number(sentAt[0])).toBeGreaterThanOrEqual(1_000);
});

test("a wait that is longer than the deadline ends the call at once, with the time to try again", async () => {
	const server = await serveLogin(
		tokenFaults({
			kind: "rate_limited",
			reset_in: null,
			retry_after: 600,
			dated: true,
		}),
	);
	const store = memoryTokenStore();
	const startedAt = Date.now();
	const outcome = await respond(server, store, 30_000);
	expect(outcome).toMatchObject({ kind: "deferred", reason: "rate_limited" });
	const retryAt = "retry_at" in outcome ? Date.parse(outcome.retry_at) : 0;
	expect(retryAt).toBeGreaterThanOrEqual(startedAt + 590_000);
	expect(await server.refreshes()).toEqual([429]);
	expect(await store.load()).toBeNull();
});

test("an outcome names the cause for which the login server has no answer", async () => {
	const fault = { kind: "failed", recorded: false, retry_after: null } as const;
	const faults = [502, 502, 302, 302].map(
		(status) => ({ ...fault, status, html: true }) as const,
	);
	const server = await serveLogin(tokenFaults(...faults));
	for (const cause of ["server_error", "not_the_api"]) {
		const { app, world, login, submission } = server;
		const { refresh_token } = login;
		const auth = refreshToken({ ...app, refreshToken: refresh_token });
		const client = createClient({ baseUrl: world.base_url, auth });
		expect(await client.respond(submission, { maxCalls: 3 })).toMatchObject({
			kind: "deferred",
			cause: { code: cause },
			attempts: [1, 2].map(() => ({ call: "refresh_token", cause })),
		});
	}
});
