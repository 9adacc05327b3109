import { readdir, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { Edge } from "../../testing/edge.ts";
import { openLoginHome, startLoginEdge } from "../../testing/login-home.ts";
import { printed } from "../../testing/run-cli.ts";
import { startStubServer } from "../../testing/stub-server.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startLoginEdge();
});
afterAll(() => edge.stop());

const ada = { id: "101", name: "Ada Byron", login: "ada@harbor.example" };

test("code: a person logs in, and the next commands need no token and no flags", async () => {
	const { server, run, modes, config } = await openLoginHome(edge);
	const login = await run(
		["login", "--method", "code"],
		[server.client_id, server.client_secret, server.newCode()],
	);
	expect(login.code).toBe(0);
	for (const question of ["Client id:", "Client secret:", "Code:"])
		expect(login.stderr).toMatch(new RegExp(`^${question}$`, "m"));
	expect(login.stderr).toContain(
		`${server.url}/oauth/authorize?response_type=code&client_id=${server.client_id}`,
	);
	expect(login.stdout).toContain(
		"You are logged in: Ada Byron <ada@harbor.example> (id 101)",
	);
	expect(login.stdout).toContain("Company: Harbor Build Co (id 4201)");
	expect(await config()).toEqual({ company_id: "4201" });
	expect(await modes()).toEqual({
		".json": "600",
		".tokens": "600",
		".tokens.lock": "600",
	});
	const inbox = await run(["inbox"]);
	expect(inbox.stdout).toContain("9001");
	expect(server.granted).toEqual(["authorization_code"]);
});

test("service: a service account names its company, and the variables answer the other questions", async () => {
	const { server, run } = await openLoginHome(edge);
	const app = {
		SIGNOFF_CLIENT_ID: server.client_id,
		SIGNOFF_CLIENT_SECRET: server.client_secret,
	};
	const login = await run(
		["login", "--method", "service", "--json"],
		["4201"],
		app,
	);
	expect(printed(login)).toMatchObject({
		me: ada,
		company: { id: "4201", name: "Harbor Build Co" },
		environment: null,
		login: { method: "service", keychain: false },
	});
	expect(login.stderr).not.toContain("Client");
	server.expireTokens();
	expect((await run(["inbox"])).stdout).toContain("9001");
	expect(server.granted).toEqual(["client_credentials", "client_credentials"]);
});

test("token: a pasted token is stored with the expiry that the server says", async () => {
	const { server, run } = await openLoginHome(edge);
	const before = Date.now();
	const login = await run(
		["login", "--method", "token", "--json"],
		[server.newToken()],
	);
	const { login: stored } = printed(login) as {
		login: { method: string; expires_at: string };
	};
	expect(stored.method).toBe("token");
	expect(Date.parse(stored.expires_at)).toBeGreaterThanOrEqual(
		before + 5_400_000,
	);
	expect((await run(["inbox"])).code).toBe(0);
	server.expireTokens();
	const expired = await run(["whoami"]);
	expect(expired.code).toBe(5);
	expect(expired.stderr).toContain("Run `signoff login`");
	expect(server.granted).toEqual([]);
});

const code = ["login", "--method", "code"];

test.each<[string, string[], number, string, string]>([
	["a refused code", ["code"], 5, "does not accept the code", "works once"],
	["a missing code", [], 2, "`Code:` has no answer", "paste the code"],
])("%s stores nothing", async (_, answers, exitCode, message, next) => {
	const { server, run, folder } = await openLoginHome(edge);
	const { client_id, client_secret } = server;
	const refused = await run(code, [client_id, client_secret, ...answers]);
	expect(refused).toMatchObject({ code: exitCode, stdout: "" });
	expect(refused.stderr).toContain(message);
	expect(refused.stderr).toContain(next);
	await expect(readdir(folder)).rejects.toThrow("ENOENT");
});

test("a wrong secret is refused, and not repeated", async () => {
	const { server, run } = await openLoginHome(edge);
	const answers = [server.client_id, "wrong-secret"];
	const service = ["login", "--method", "service", "--company-id", "4201"];
	const refused = await run(service, answers);
	expect(refused.code).toBe(5);
	expect(refused.stderr).toContain(
		"does not accept the client id and the client secret",
	);
	expect(refused.stderr).not.toContain("wrong-secret");
	const json = await run([...service, "--json"], answers);
	expect(printed(json)).toMatchObject({
		kind: "unauthenticated",
		reason: { code: "check_client" },
	});
});

test("a login server that cannot be reached is named, with the cause", async () => {
	const { server, run } = await openLoginHome(edge);
	const closed = await startStubServer(() => "hang");
	await closed.stop();
	const failed = await run(
		["login", "--method", "service"],
		[server.client_id, server.client_secret],
		{ SIGNOFF_LOGIN_URL: closed.url },
	);
	expect(failed.code).toBe(8);
	expect(failed.stderr).toContain(
		`The login server ${new URL(closed.url).host} gave no token. The server refused the connection.`,
	);
	expect(failed.stderr).toContain("Check the network");
});

test("an API that refuses the token stores nothing", async () => {
	const { server, run, folder } = await openLoginHome(edge);
	const refused = await run(["login", "--method", "token"], ["not-a-token"]);
	expect(refused.code).toBe(5);
	expect(refused.stderr).toContain("check `--environment` or `--base-url`");
	expect(refused.stderr).not.toContain("not-a-token");
	await expect(readdir(folder)).rejects.toThrow("ENOENT");
	const words = await run(["login", "--method", "token"], ["two words"]);
	expect(words.code).toBe(2);
	expect(words.stderr).toContain("not one word");
	expect(server.granted).toEqual([]);
});

test.each<[string, string[], Record<string, string>, string]>([
	["no method", ["login"], {}, "--method code"],
	[
		"an unknown method",
		["login", "--method", "cod"],
		{},
		"did you mean `code`?",
	],
	[
		"an unknown environment",
		[...code, "--environment", "sandbx"],
		{},
		"did you mean `sandbox`?",
	],
	[
		"an environment and a base URL",
		[...code, "--environment", "sandbox", "--base-url", "https://a.example"],
		{},
		"not both",
	],
	[
		"a login server without https",
		code,
		{ SIGNOFF_LOGIN_URL: "http://secret.example" },
		"The variable SIGNOFF_LOGIN_URL must start with https://",
	],
	[
		"a base URL whose login server is not known",
		code,
		{ SIGNOFF_LOGIN_URL: "" },
		"SIGNOFF_LOGIN_URL",
	],
	[
		"a company that is no id",
		["login", "--method", "token", "--company-id", "Harbor"],
		{},
		"digits only",
	],
])("%s is refused without a terminal", async (_, args, env, message) => {
	const { server, run } = await openLoginHome(edge);
	const refused = await run(args, [server.newToken()], env);
	expect(refused).toMatchObject({ code: 2, stdout: "" });
	expect(refused.stderr).toContain(message);
	expect(refused.stderr).not.toContain("secret.example");
});

test("an environment is stored as the base URL; a script chooses one of several companies", async () => {
	const stub = await startStubServer(({ path }) => ({
		status: 200,
		body: path.startsWith("/rest/v1.0/companies")
			? [
					{ id: 1, name: "One" },
					{ id: 2, name: "Two" },
				]
			: { id: 101, login: "ada@harbor.example", name: "Ada Byron" },
	}));
	onTestFinished(stub.stop);
	const { run, env, config } = await openLoginHome(edge);
	const login = await run(
		["login", "--method", "token", "--base-url", stub.url],
		["pasted", "2"],
		{ SIGNOFF_BASE_URL: "", SIGNOFF_TOKEN: "other" },
	);
	expect(login.code).toBe(0);
	expect(login.stderr).toContain("  2  Two (2)");
	expect(login.stdout).toContain("Company: Two (id 2)");
	expect(login.stdout).toContain("SIGNOFF_TOKEN is set and is used instead");
	expect(await config()).toEqual({ company_id: "2", base_url: stub.url });
	const path = `${env["HOME"]}/.config/signoff/config.json`;
	await writeFile(
		path,
		JSON.stringify({
			company_id: "1",
			project_id: "7",
			item_url: "https://a.example/",
		}),
	);
	await run(
		["login", "--method", "token", "--base-url", stub.url, "--company-id", "2"],
		["pasted"],
		{ SIGNOFF_BASE_URL: "" },
	);
	expect(await config()).toEqual({
		company_id: "2",
		base_url: stub.url,
		item_url: "https://a.example/",
	});
});
