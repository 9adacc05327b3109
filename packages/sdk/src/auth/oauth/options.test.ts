import { inspect } from "node:util";
import type { Tokens } from "@signoff/core/oauth";
import { expect, test, vi } from "vitest";
import { createClient } from "../../client.ts";
import type { Fetch } from "../../http/transport.ts";
import { serveLogin } from "../../testing/login-server.ts";
import { serve } from "../../testing/stub-server.ts";
import type { AppOptions } from "./app-options.ts";
import { authorizationCode } from "./authorization-code.ts";
import { clientCredentials } from "./client-credentials.ts";
import { environments } from "./environments.ts";
import { refreshToken } from "./refresh-token.ts";
import { memoryTokenStore } from "./token-store.ts";

const app = { clientId: "id", clientSecret: "hunter2" };
const promptForCode = async (): Promise<string> => "hunter3";

test("each environment has its own login and API addresses", () => {
	expect(environments).toEqual({
		production: {
			authUrl: "https://login.procore.com",
			baseUrl: "https://api.procore.com",
		},
		sandbox: {
			authUrl: "https://login-sandbox.procore.com",
			baseUrl: "https://sandbox.procore.com",
		},
		monthly: {
			authUrl: "https://login-sandbox-monthly.procore.com",
			baseUrl: "https://api-monthly.procore.com",
		},
		federal: {
			authUrl: "https://login.procoregov.com",
			baseUrl: "https://api.procoregov.com",
		},
	});
});

test.each([
	[{}, "https://login.procore.com/oauth/token"],
	[{ environment: "sandbox" }, "https://login-sandbox.procore.com/oauth/token"],
	[
		{ authUrl: "https://login.example/a/" },
		"https://login.example/a/oauth/token",
	],
] as const)("with %j tokens are requested from %s", async (where, address) => {
	const fetch = vi.fn<Fetch>(async (input, init) => {
		const { url, method, headers } = new Request(input, init);
		expect([url, method]).toEqual([address, "POST"]);
		expect(headers.get("content-type")).toBe(
			"application/x-www-form-urlencoded",
		);
		return Response.json({ access_token: "a", expires_in: 60 });
	});
	const auth = clientCredentials({ ...app, ...where, fetch });
	expect(await auth.refresh("")).toBe("refreshed");
	expect(await auth.token()).toBe("a");
});

// What JavaScript code may pass.
const options = (given: object): never => Object.assign({}, given) as never;

test.each([
	["no id", { clientSecret: "hunter2" }],
	["no secret", { clientId: "id" }],
	["an empty secret", { ...app, clientSecret: "" }],
	["a misspelt option", { ...app, clientSecrets: "hunter2" }],
	["an unknown environment", { ...app, environment: "hunter2" }],
	["an invalid address", { ...app, authUrl: "hunter2" }],
	[
		"an address that is not encrypted",
		{ ...app, authUrl: "http://hunter2.example" },
	],
	[
		"credentials in an address",
		{ ...app, authUrl: "https://hunter2@a.example" },
	],
	[
		"two addresses",
		{ ...app, environment: "sandbox", authUrl: "https://hunter2.example" },
	],
	["half a store", { ...app, store: { load: () => null } }],
	["no timeout", { ...app, timeoutMs: 0 }],
	["a fetch that is not a function", { ...app, fetch: "hunter2" }],
])("%s is refused, and not repeated in the error", (_, given) => {
	const make = (): unknown => clientCredentials(options(given));
	expect(make).toThrow(TypeError);
	expect(make).not.toThrow(/hunter2/);
});

test.each([
	[() => refreshToken(options(app)), "`refreshToken` is missing"],
	[() => refreshToken({ ...app, refreshToken: "hunter 2" }), "visible ASCII"],
	[() => authorizationCode(options(app)), "`promptForCode` is missing"],
	[
		() => authorizationCode(options({ ...app, promptForCode: "hunter2" })),
		"a function",
	],
	[
		() => authorizationCode({ ...app, promptForCode, redirectUri: "" }),
		"not empty",
	],
])("the options of each login are checked (%#)", (make, says) => {
	expect(make).toThrow(TypeError);
	expect(make).toThrow(says);
	expect(make).not.toThrow(/hunter/);
});

test("no secret appears in auth objects, outcomes, hooks, logs or URLs", async () => {
	const server = await serveLogin();
	const { login, app: served, submission } = server;
	const code = await server.newCode();
	const urls: string[] = [];
	const secrets = [login.refresh_token, login.client_secret, code];
	const options = (): AppOptions => {
		const store = memoryTokenStore();
		const save = (tokens: Tokens): Promise<void> => {
			secrets.push(tokens.access_token ?? "", tokens.refresh_token ?? "-");
			return store.save(tokens);
		};
		return {
			...served,
			store: { ...store, save },
			fetch: (input, init) => {
				urls.push(input instanceof Request ? input.url : String(input));
				return fetch(input, init);
			},
		};
	};
	const auths = [
		refreshToken({ ...options(), refreshToken: login.refresh_token }),
		authorizationCode({ ...options(), promptForCode: async () => code }),
		clientCredentials(options()),
	];
	const outcomes = [];
	const observed: unknown[] = [];
	const record = (...args: unknown[]): unknown => observed.push(args);
	for (const auth of auths) {
		const client = createClient({
			baseUrl: server.world.base_url,
			auth,
			hooks: { onAttempt: record, onRequest: record, onOutcome: record },
			logger: { debug: record, info: record, warn: record, error: record },
		});
		outcomes.push(await client.respond(submission));
	}
	const shown = [
		inspect(
			{ auths, outcomes, observed, urls },
			{ depth: 20, showHidden: true },
		),
		JSON.stringify({ auths, outcomes, observed, urls }),
	].join();
	expect(urls).toHaveLength(3);
	expect(observed.length).toBeGreaterThan(10);
	expect(new Set(secrets)).toHaveLength(9);
	expect(outcomes).toMatchObject([
		{ kind: "recorded" },
		{ kind: "unchanged" },
		{ kind: "unchanged" },
	]);
	for (const secret of secrets.filter((each) => each !== "-"))
		expect(shown).not.toContain(secret);
});

test("the error text of a login server is not passed on, since it could repeat a secret", async () => {
	const { url } = await serve(({ body }) => ({
		kind: "reply",
		status: 401,
		body: { error: "invalid_client", error_description: body },
	}));
	const auth = clientCredentials({ ...app, authUrl: url });
	const client = createClient({ baseUrl: url, auth });
	const outcome = await client.respond({
		company_id: "1",
		id: "1",
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "1",
		},
	});
	expect(outcome.kind).toBe("unauthenticated");
	expect(JSON.stringify(outcome)).not.toContain("hunter2");
	const failed = client.me({ company_id: "1" });
	await expect(failed).rejects.toThrow();
	expect(inspect(await failed.catch((error: unknown) => error))).not.toContain(
		"hunter2",
	);
});
