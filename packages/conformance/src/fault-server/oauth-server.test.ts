import { afterEach, expect, test, vi } from "vitest";
import type { NetworkFault } from "../simulation/faults.ts";
import { read, serveOne, submit } from "./testing/setup.ts";
import { refresh, requestTokens, tokensOf } from "./testing/token-request.ts";
import type { SocketFault } from "./types.ts";

afterEach(() => {
	vi.useRealTimers();
});

const oauth = { expires_in: 5_400 };
const invalidGrant = {
	status: 400,
	body: expect.stringContaining("invalid_grant"),
};
const outOfBand = { redirect_uri: "urn:ietf:wg:oauth:2.0:oob" };

test("an access token expires after `expires_in`, the first one as well", async () => {
	vi.useFakeTimers({ toFake: ["Date"] });
	const { world } = await serveOne({ oauth: { expires_in: 60 } });
	vi.advanceTimersByTime(59_000);
	expect((await submit(world)).status).toBe(204);
	vi.advanceTimersByTime(1_000);
	expect((await submit(world)).status).toBe(401);
	const { access_token, expires_in } = tokensOf(await refresh(world));
	expect(expires_in).toBe(60);
	expect((await read({ ...world, token: access_token }, "me")).status).toBe(
		200,
	);
	expect((await read(world, "me")).status).toBe(401);
});

test("a refresh token works once and is replaced by the next one", async () => {
	const { server, world } = await serveOne({ oauth });
	const first = tokensOf(await refresh(world));
	expect(await refresh(world)).toMatchObject(invalidGrant);
	const second = tokensOf(await refresh(world, first.refresh_token));
	expect(second.refresh_token).not.toBe(first.refresh_token);
	expect(await refresh(world, first.refresh_token)).toMatchObject(invalidGrant);
	expect(await server.receivedRequests(world)).toEqual(
		[200, 400, 200, 400].map((status) => ({ call: "refresh_token", status })),
	);
});

test("a code works once and gives a refresh token", async () => {
	const { server, world } = await serveOne({ oauth });
	const code = await server.newCode(world);
	const form = { grant_type: "authorization_code", code };
	expect(await requestTokens(world, form)).toMatchObject(invalidGrant);
	const { refresh_token, access_token } = tokensOf(
		await requestTokens(world, { ...form, ...outOfBand }),
	);
	expect((await submit({ ...world, token: access_token })).status).toBe(204);
	expect((await refresh(world, refresh_token)).status).toBe(200);
	expect(await requestTokens(world, { ...form, ...outOfBand })).toMatchObject(
		invalidGrant,
	);
});

test("client credentials give no refresh token", async () => {
	const { world } = await serveOne({ oauth });
	const form = { grant_type: "client_credentials" };
	const [one, other] = [
		tokensOf(await requestTokens(world, form)),
		tokensOf(await requestTokens(world, form)),
	];
	expect(one).not.toHaveProperty("refresh_token");
	for (const { access_token: token } of [one, other])
		expect((await read({ ...world, token }, "me")).status).toBe(200);
});

test.each([
	[{ client_secret: "other" }, 401, "invalid_client"],
	[{ client_id: "w1.other" }, 401, "invalid_client"],
	[{ client_id: "w9.other" }, 401, "invalid_client"],
	[{ client_id: "" }, 401, "invalid_client"],
	[{ grant_type: "password" }, 400, "unsupported_grant_type"],
])(
	"%j is refused and consumes no refresh token",
	async (wrong, status, error) => {
		const { world } = await serveOne({ oauth });
		const refresh_token = world.oauth?.refresh_token ?? "";
		const form = { grant_type: "refresh_token", refresh_token, ...wrong };
		const reply = await requestTokens(world, form);
		expect(reply.status).toBe(status);
		expect(JSON.parse(reply.body)).toMatchObject({ error });
		expect((await refresh(world)).status).toBe(200);
	},
);

test("a world without an OAuth server issues no tokens", async () => {
	const { server, world } = await serveOne();
	expect(world).not.toHaveProperty("oauth");
	const client_id = `${world.id}.x`;
	expect((await requestTokens(world, { client_id })).status).toBe(401);
	await expect(server.newCode(world)).rejects.toThrow("404");
});

const loss = "reset";
const failed = { kind: "failed", status: 503, retry_after: null } as const;

test.each<[NetworkFault | SocketFault, number | null, invalidGrant: boolean]>([
	[{ kind: "reply_dropped", loss }, null, true],
	[{ kind: "request_dropped", loss }, null, false],
	[{ kind: "not_sent" }, null, false],
	[{ ...failed, recorded: true, html: false }, 503, true],
	[{ ...failed, recorded: false, html: true }, 503, false],
	[{ kind: "refused", status: 403 }, 403, false],
	[{ kind: "garbled" }, 200, false],
	[{ kind: "empty" }, null, true],
	[{ kind: "truncated" }, 200, true],
	[{ kind: "slow", duration_ms: 5 }, 200, true],
	[{ kind: "duplicated" }, 200, true],
])("a refresh with the fault %j", async (fault, status, isConsumed) => {
	const faults = [{ call: "refresh_token", nth: 1, fault } as const];
	const { world } = await serveOne({ oauth, faults });
	expect((await refresh(world)).status).toBe(status);
	expect((await refresh(world)).status).toBe(isConsumed ? 400 : 200);
});

test("a refresh can return a token that is not valid", async () => {
	const fault = { kind: "token_expired" } as const;
	const faults = [{ call: "refresh_token", nth: 1, fault } as const];
	const { world } = await serveOne({ oauth, faults });
	const { access_token: token } = tokensOf(await refresh(world));
	expect((await submit({ ...world, token })).status).toBe(401);
});

test("a reply can grant tokens in another form than the contract's", async () => {
	const reply = {
		status: 201,
		fields: { expires_in: "5400" },
		omit: ["token_type"],
	};
	const { world } = await serveOne({ oauth: { ...oauth, reply } });
	const granted = await refresh(world);
	expect(granted.status).toBe(201);
	const tokens = tokensOf(granted);
	expect(tokens.expires_in).toBe("5400");
	expect(tokens).not.toHaveProperty("token_type");
	expect((await refresh(world, tokens.refresh_token)).status).toBe(201);
	expect((await submit({ ...world, token: tokens.access_token })).status).toBe(
		204,
	);
});
