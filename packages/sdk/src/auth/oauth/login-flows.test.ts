import type { Outcome } from "@signoff/core";
import { afterEach, expect, test, vi } from "vitest";
import { createClient } from "../../client.ts";
import { type LoginServer, serveLogin } from "../../testing/login-server.ts";
import type { Auth } from "../auth.ts";
import { authorizationCode } from "./authorization-code.ts";
import { clientCredentials } from "./client-credentials.ts";
import { refreshToken } from "./refresh-token.ts";
import { memoryTokenStore } from "./token-store.ts";

afterEach(() => {
	vi.useRealTimers();
});

const advanceClock = (ms: number): void => {
	vi.useFakeTimers({ toFake: ["Date"] }).advanceTimersByTime(ms);
};
const logInAgain = {
	kind: "unauthenticated",
	reason: { code: "log_in_again", message: expect.stringMatching(/^Log in/) },
};
const checkClient = {
	kind: "unauthenticated",
	reason: { code: "check_client", message: expect.stringMatching(/^Check/) },
};

function respond(server: LoginServer, auth: Auth): Promise<Outcome> {
	const client = createClient({ baseUrl: server.world.base_url, auth });
	return client.respond(server.submission);
}

test("a service account obtains its token, and another one when that expires", async () => {
	const server = await serveLogin();
	const auth = clientCredentials(server.app);
	const outcome = await respond(server, auth);
	expect(outcome).toMatchObject({ kind: "recorded" });
	expect(outcome.attempts.map(({ call }) => call)).toEqual([
		"refresh_token",
		"read_me",
		"read_instance",
		"submit",
	]);
	expect(await respond(server, auth)).toMatchObject({ kind: "unchanged" });
	expect(await server.refreshes()).toEqual([200]);
	advanceClock(5_400_000);
	expect(await respond(server, auth)).toMatchObject({ kind: "unchanged" });
	expect(await server.refreshes()).toEqual([200, 200]);
});

test("a read obtains its token first as well; hooks receive only requests that were made", async () => {
	const server = await serveLogin();
	const statuses: (number | null)[] = [];
	const client = createClient({
		baseUrl: server.world.base_url,
		auth: clientCredentials(server.app),
		hooks: { onRequest: ({ status }) => statuses.push(status) },
	});
	expect(await client.me(server.submission)).toMatchObject({ id: "101" });
	expect(await server.refreshes()).toEqual([200]);
	expect(statuses).toEqual([200]);
});

test("a wrong client secret is reported, and nothing is recorded", async () => {
	const server = await serveLogin();
	const auth = clientCredentials({ ...server.app, clientSecret: "wrong" });
	expect(await respond(server, auth)).toMatchObject(checkClient);
	const client = createClient({ baseUrl: server.world.base_url, auth });
	await expect(client.me(server.submission)).rejects.toMatchObject({
		outcome: checkClient,
	});
	expect(await server.refreshes()).toEqual([401, 401]);
	expect(await server.recorded()).toBe(0);
});

test("a wrong secret does not use up a refresh token", async () => {
	const server = await serveLogin();
	const store = memoryTokenStore();
	const { refresh_token } = server.login;
	const options = { ...server.app, store, refreshToken: refresh_token };
	const wrong = refreshToken({ ...options, clientSecret: "wrong" });
	expect(await respond(server, wrong)).toMatchObject(checkClient);
	expect(await respond(server, refreshToken(options))).toMatchObject({
		kind: "recorded",
	});
});

test("a refresh token is sent once; its successors are in the store", async () => {
	const server = await serveLogin();
	const store = memoryTokenStore();
	const { refresh_token } = server.login;
	const options = { ...server.app, store, refreshToken: refresh_token };
	expect(await respond(server, refreshToken(options))).toMatchObject({
		kind: "recorded",
	});
	expect(await store.load()).toMatchObject({
		seed_refresh_token: refresh_token,
	});
	expect(await respond(server, refreshToken(options))).toMatchObject({
		kind: "unchanged",
	});
	expect(await server.refreshes()).toEqual([200]);
	advanceClock(5_400_000);
	expect(await respond(server, refreshToken(options))).toMatchObject({
		kind: "unchanged",
	});
	expect(await server.refreshes()).toEqual([200, 200]);
});

test("a refresh token that is used up is sent once by all that share the store", async () => {
	const server = await serveLogin();
	const { refresh_token } = server.login;
	const options = { ...server.app, refreshToken: refresh_token };
	await respond(server, refreshToken(options));
	const store = memoryTokenStore();
	const auth = refreshToken({ ...options, store });
	for (const each of [auth, auth, refreshToken({ ...options, store })])
		expect(await respond(server, each)).toMatchObject(logInAgain);
	expect(await server.refreshes()).toEqual([200, 400]);
});

test("another refresh token is a new login, and takes precedence over stored tokens", async () => {
	const server = await serveLogin();
	const store = memoryTokenStore();
	await store.save({ ...server.stored, seed_refresh_token: "older" });
	const { refresh_token } = server.login;
	const auth = refreshToken({
		...server.app,
		store,
		refreshToken: refresh_token,
	});
	expect(await respond(server, auth)).toMatchObject({ kind: "recorded" });
	expect(await server.refreshes()).toEqual([200]);
	expect(await store.load()).toMatchObject({
		seed_refresh_token: refresh_token,
	});
});

test("a refresh token of an earlier login does not affect a newer login", async () => {
	const server = await serveLogin();
	const store = memoryTokenStore();
	await store.save({ ...server.stored, seed_refresh_token: "newer" });
	const auth = refreshToken({ ...server.app, store, refreshToken: "older" });
	expect(await respond(server, auth)).toMatchObject({ kind: "recorded" });
	expect(await server.refreshes()).toEqual([400]);
	expect(await store.load()).toEqual({
		...server.stored,
		seed_refresh_token: "newer",
	});
});

test("a client whose login is used up takes the tokens of a new login from the store", async () => {
	const server = await serveLogin();
	const store = memoryTokenStore();
	const auth = refreshToken({ ...server.app, store, refreshToken: "older" });
	expect(await respond(server, auth)).toMatchObject(logInAgain);
	await store.save({ ...server.stored, seed_refresh_token: "newer" });
	expect(await respond(server, auth)).toMatchObject({ kind: "recorded" });
	expect(await server.refreshes()).toEqual([400]);
});

test("a person is prompted for a code once, and the tokens are refreshed after that", async () => {
	const server = await serveLogin();
	const promptForCode = vi.fn(
		async (_: string) => `  ${await server.newCode()}\n`,
	);
	const store = memoryTokenStore();
	const options = { ...server.app, promptForCode, store };
	const auth = authorizationCode(options);
	expect(await respond(server, auth)).toMatchObject({ kind: "recorded" });
	advanceClock(5_400_000);
	expect(await respond(server, auth)).toMatchObject({ kind: "unchanged" });
	const restarted = authorizationCode(options);
	expect(await respond(server, restarted)).toMatchObject({ kind: "unchanged" });
	expect(await server.refreshes()).toEqual([200, 200]);
	expect(promptForCode).toHaveBeenCalledTimes(1);
	const { origin, pathname, searchParams } = new URL(
		promptForCode.mock.calls[0]?.[0] ?? "",
	);
	expect(origin + pathname).toBe(`${server.app.authUrl}/oauth/authorize`);
	expect(Object.fromEntries(searchParams)).toEqual({
		response_type: "code",
		client_id: server.app.clientId,
		redirect_uri: "urn:ietf:wg:oauth:2.0:oob",
	});
});

test.each([
	["is not accepted", async () => "wrong", [400]],
	["is empty", async () => "  ", []],
	["is not given", () => Promise.reject(new Error("Not now.")), []],
])(
	"if the code %s, there is no further prompt until `login`",
	async (_, first, sent) => {
		const server = await serveLogin();
		const promptForCode = vi.fn<() => Promise<string>>(server.newCode);
		promptForCode.mockImplementationOnce(first);
		const auth = authorizationCode({ ...server.app, promptForCode });
		expect(await respond(server, auth)).toMatchObject(logInAgain);
		expect(await respond(server, auth)).toMatchObject(logInAgain);
		expect(promptForCode).toHaveBeenCalledTimes(1);
		expect(await auth.login()).toBe("refreshed");
		expect(await respond(server, auth)).toMatchObject({ kind: "recorded" });
		expect(promptForCode).toHaveBeenCalledTimes(2);
		expect(await server.refreshes()).toEqual([...sent, 200]);
	},
);

test("a refused refresh token does not prompt", async () => {
	const server = await serveLogin();
	const store = memoryTokenStore();
	const ended = { expires_at: Date.now(), refresh_token: "used-up" };
	await store.save({ ...server.stored, ...ended });
	const promptForCode = vi.fn(server.newCode);
	const auth = authorizationCode({ ...server.app, promptForCode, store });
	expect(await respond(server, auth)).toMatchObject(logInAgain);
	expect(await respond(server, auth)).toMatchObject(logInAgain);
	expect(promptForCode).not.toHaveBeenCalled();
	expect(await auth.login()).toBe("refreshed");
	expect(await respond(server, auth)).toMatchObject({ kind: "recorded" });
	expect(await server.refreshes()).toEqual([400, 200]);
});
