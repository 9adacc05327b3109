import type { Outcome } from "@signoff/core";
import { expect, test } from "vitest";
import { createClient } from "../../client.ts";
import {
	type LoginServer,
	serveLogin,
	tokenFaults,
} from "../../testing/login-server.ts";
import { closedPortUrl } from "../../testing/stub-server.ts";
import { clientCredentials } from "./client-credentials.ts";
import { refreshToken } from "./refresh-token.ts";

const loss = "reset";
const failed = { kind: "failed", status: 503, retry_after: null } as const;

function respond(server: LoginServer, timeoutMs?: number): Promise<Outcome> {
	const { refresh_token } = server.login;
	const auth = refreshToken({
		...server.app,
		refreshToken: refresh_token,
		timeoutMs,
	});
	const client = createClient({ baseUrl: server.world.base_url, auth });
	return client.respond(server.submission);
}

test.each([
	[{ kind: "reply_dropped", loss }, null],
	[{ kind: "reply_dropped", loss: "hang" }, null],
	[{ kind: "empty" }, null],
	[{ kind: "truncated" }, null],
	[{ kind: "wrong_length" }, 200],
	[{ ...failed, recorded: true, html: true }, 503],
] as const)(
	"after a response lost by %j, the refresh token is sent once more, and the remedy is to log in again",
	async (fault, status) => {
		const server = await serveLogin(tokenFaults(fault));
		const outcome = await respond(server, 200);
		expect(outcome).toMatchObject({
			kind: "unauthenticated",
			reason: { code: "log_in_again" },
		});
		expect(outcome.attempts.map(({ call }) => call)).toEqual([
			"refresh_token",
			"refresh_token",
		]);
		expect(await server.refreshes()).toEqual([status, 400]);
		expect(await server.recorded()).toBe(0);
	},
);

test.each([
	[{ kind: "request_dropped", loss }, null],
	[{ ...failed, recorded: false, html: false }, 503],
	[{ ...failed, status: 302, recorded: false, html: false }, 302],
	[{ kind: "garbled" }, 200],
	[{ kind: "rate_limited", reset_in: 1, retry_after: null, dated: true }, 429],
] as const)(
	"after %j, which did not use up the refresh token, the response is recorded",
	async (fault, status) => {
		const server = await serveLogin(tokenFaults(fault));
		expect(await respond(server)).toMatchObject({ kind: "recorded" });
		expect(await server.refreshes()).toEqual([status, 200]);
	},
);

test("a slow response is awaited", async () => {
	const server = await serveLogin(
		tokenFaults({ kind: "slow", duration_ms: 50 }),
	);
	expect(await respond(server)).toMatchObject({ kind: "recorded" });
	expect(await server.refreshes()).toEqual([200]);
});

test("if the refresh request is duplicated, the response that was received counts", async () => {
	const server = await serveLogin(tokenFaults({ kind: "duplicated" }));
	expect(await respond(server)).toMatchObject({ kind: "recorded" });
	expect(await server.refreshes()).toEqual([200]);
});

test("a new token that does not work is not refreshed repeatedly", async () => {
	const server = await serveLogin(tokenFaults({ kind: "token_expired" }));
	expect(await respond(server)).toMatchObject({ kind: "unauthenticated" });
	expect(await server.refreshes()).toEqual([200]);
});

test("an unreachable login server ends in deferred, and nothing is in doubt", async () => {
	const server = await serveLogin();
	const authUrl = await closedPortUrl();
	const auth = clientCredentials({ ...server.app, authUrl });
	const client = createClient({ baseUrl: server.world.base_url, auth });
	const outcome = await client.respond(server.submission, { deadlineMs: 700 });
	expect(outcome).toMatchObject({ kind: "deferred", reason: "unavailable" });
	expect(await server.recorded()).toBe(0);
});
