import { execFileSync } from "node:child_process";
import {
	chmodSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	createAuthority,
	startConnectionFault,
	startProxy,
	startTlsFront,
} from "@signoff/conformance/fault-server";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { Edge } from "../../testing/edge.ts";
import { openLoginHome, startLoginEdge } from "../../testing/login-home.ts";
import { printed, type Run, signoff } from "../../testing/run-cli.ts";
import { newConfigHome, newStateHome } from "../../testing/state-home.ts";
import {
	type ReceivedRequest,
	type StubReply,
	startStubServer,
} from "../../testing/stub-server.ts";
import { openTerminal } from "../../testing/terminal.ts";
import { checkNames } from "../doctor/facts/check.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startLoginEdge();
});
afterAll(() => edge.stop());

type Env = Record<string, string>;

function env(more: Env = {}): Env {
	return {
		SIGNOFF_BASE_URL: edge.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		XDG_STATE_HOME: newStateHome(),
		XDG_CONFIG_HOME: newConfigHome({}),
		...more,
	};
}

type Found = { name: string; ok: boolean; message: string; fix: string | null };

async function doctor(
	environment: Env,
	args: string[] = [],
): Promise<{ checks: Found[]; failed: Found[]; run: Run }> {
	const run = await signoff(["doctor", "--json", ...args], {
		env: environment,
	});
	const checks = printed(run)["checks"] as Found[];
	const failed = checks.filter(({ ok }) => !ok);
	for (const { ok, fix } of checks) expect(fix === null).toBe(ok);
	expect(run).toMatchObject({ code: failed.length === 0 ? 0 : 1, stderr: "" });
	expect(run.stdout).not.toMatch(/(ada|secret)-token/);
	return { checks, failed, run };
}

/** The one check that fails. */
async function failure(environment: Env, args: string[] = []): Promise<Found> {
	const { failed } = await doctor(environment, args);
	expect(failed).toHaveLength(1);
	return failed[0] as Found;
}

async function stub(reply: (request: ReceivedRequest) => StubReply) {
	const server = await startStubServer(reply);
	onTestFinished(server.stop);
	return server;
}

test("of a good set-up every check passes, and no answer is sent", async () => {
	const { checks } = await doctor(env());
	expect(checks.map(({ name }) => name)).toEqual(checkNames);
	expect(
		Object.fromEntries(checks.map((each) => [each.name, each.message])),
	).toMatchObject({
		token:
			"The server accepts the token of SIGNOFF_TOKEN; when it expires is not known.",
		person: expect.stringContaining("Ada Byron"),
		company: "The company Harbor Build Co (id 4201) can be reached.",
		permissions: "All 2 tools show their workflows.",
		clock: "This machine's clock agrees with the server's.",
		outbox: "The outbox is empty.",
	});
});

test("a person sees a mark, a sentence and the fix, and what was not checked", async () => {
	const environment = env({ SIGNOFF_TOKEN: "other-token" });
	const { ended } = openTerminal(["doctor"], environment);
	const { code, after, raw } = await ended;
	expect(code).toBe(1);
	expect(raw + after).toMatch(/✔.*Node\.js \d+/);
	expect(raw).toMatch(/✘.*The server refuses the token of SIGNOFF_TOKEN/);
	expect(raw).toContain("  Replace SIGNOFF_TOKEN, or unset it and run");
	expect(raw).toMatch(/Not checked: company, person, permissions, rate_limit/);
});

test("1: no config, no login and no token", async () => {
	const home = newStateHome();
	const { checks, failed } = await doctor({
		XDG_CONFIG_HOME: home,
		XDG_STATE_HOME: newStateHome(),
	});
	expect(failed).toEqual([
		{
			name: "config",
			ok: false,
			message: `Nothing is set up: there is no config file (${home}/signoff/config.json), no login, and no SIGNOFF_TOKEN.`,
			fix: "Run `signoff login`.",
		},
	]);
	expect(checks.map(({ name }) => name)).toEqual([
		"node",
		"config",
		"state_directory",
		"outbox",
	]);
});

test("1b: a config file with a mistake, and one that others could read", async () => {
	const wrong = newConfigHome({ compny_id: "1" });
	expect(await failure(env({ XDG_CONFIG_HOME: wrong }))).toMatchObject({
		name: "config",
		message: expect.stringContaining("line 1: it has a key"),
	});
	const open = newConfigHome({ token: "secret-token", company_id: "4201" });
	chmodSync(join(open, "signoff", "config.json"), 0o644);
	expect(await failure(env({ XDG_CONFIG_HOME: open }))).toMatchObject({
		name: "config",
		message: expect.stringContaining("Other users could read"),
	});
});

test("2: a bad token", async () => {
	expect(await failure(env({ SIGNOFF_TOKEN: "other-token" }))).toMatchObject({
		name: "token",
		message: expect.stringMatching(
			/^The server refuses the token of SIGNOFF_TOKEN/,
		),
		fix: "Replace SIGNOFF_TOKEN, or unset it and run `signoff login`.",
	});
});

test("3: an expired token, one that is renewed, and none", async () => {
	const home = await openLoginHome(edge);
	const pasted = home.server.newToken();
	await home.run(["login", "--method", "token"], [pasted, "4201"]);
	const stored = { ...home.env, SIGNOFF_COMPANY_ID: "4201" };
	expect((await doctor(stored)).failed).toEqual([]);
	const tokens = readdirSync(home.folder).find((name) =>
		name.endsWith(".tokens"),
	);
	const path = join(home.folder, tokens ?? "");
	const text = readFileSync(path, "utf8");
	writeFileSync(path, text.replace(/("expires_at":\s*)\d+/, "$11000"));
	expect(await failure(stored)).toMatchObject({
		name: "token",
		message: "The token of your login expired at 1970-01-01T00:00:01Z.",
		fix: "Run `signoff login`.",
	});
	writeFileSync(path, text);
	home.server.expireTokens();
	expect(await failure(stored)).toMatchObject({
		name: "token",
		message: expect.stringMatching(/token of your login/),
		fix: "Run `signoff login`.",
	});
	expect(await failure({ ...stored, SIGNOFF_COMPANY_ID: "1" })).toMatchObject({
		name: "token",
		message: "You are not logged in to this company.",
	});
});

test("4: a wrong host: a name that does not exist, a closed port, and another server", async () => {
	expect(
		await failure(env({ SIGNOFF_BASE_URL: "https://signoff.invalid" })),
	).toMatchObject({
		name: "dns",
		message: "The host signoff.invalid cannot be found.",
	});
	const closed = await startConnectionFault(
		{ kind: "refused" },
		await createAuthority(),
	);
	expect(await failure(env({ SIGNOFF_BASE_URL: closed.url }))).toMatchObject({
		name: "connection",
		message: expect.stringContaining("nothing listens there"),
	});
	const other = await stub(() => ({ status: 404, body: { error: "no" } }));
	expect(await failure(env({ SIGNOFF_BASE_URL: other.url }))).toMatchObject({
		name: "api",
		message: expect.stringContaining("it is not the API"),
	});
	expect(await failure(env({ SIGNOFF_BASE_URL: "nowhere" }))).toMatchObject({
		name: "config",
		message: "The base URL is not an absolute URL.",
	});
});

test("5: an HTML page instead of the API, and a redirect to one", async () => {
	const html = await stub(() => ({
		status: 200,
		headers: { "content-type": "text/html" },
		body: "<html>Welcome to our Wi-Fi</html>",
	}));
	expect(await failure(env({ SIGNOFF_BASE_URL: html.url }))).toMatchObject({
		name: "api",
		message: expect.stringContaining("is not the API."),
	});
	const redirect = await stub(() => ({
		status: 302,
		headers: { location: "https://login.hotel.example/secret" },
	}));
	expect(await failure(env({ SIGNOFF_BASE_URL: redirect.url }))).toMatchObject({
		name: "api",
		message: expect.stringContaining("a redirect to login.hotel.example"),
	});
});

test.each([
	["self_signed", "it is self-signed", "NODE_EXTRA_CA_CERTS"],
	["unknown_authority", "an authority that is not known here", "NODE_EXTRA"],
	["expired", "it has expired", "clock"],
	["wrong_name", "it is for another host", "base URL"],
] as const)("6: the certificate: %s", async (problem, message, fix) => {
	const authority = await createAuthority();
	const folder = mkdtempSync(join(tmpdir(), "signoff-ca-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const ca = join(folder, "ca.pem");
	writeFileSync(ca, authority.cert);
	const server = await startConnectionFault(
		{ kind: "certificate", problem },
		authority,
	);
	onTestFinished(server.close);
	expect(
		await failure(
			env({ SIGNOFF_BASE_URL: server.url, NODE_EXTRA_CA_CERTS: ca }),
		),
	).toMatchObject({
		name: "tls",
		message: expect.stringContaining(message),
		fix: expect.stringContaining(fix),
	});
});

test("7: a proxy that asks for a login, refuses, is closed, or has no address; and one that works", async () => {
	const authority = await createAuthority();
	const folder = mkdtempSync(join(tmpdir(), "signoff-ca-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const ca = join(folder, "ca.pem");
	writeFileSync(ca, authority.cert);
	const front = await startTlsFront(edge.url, authority);
	onTestFinished(front.close);
	const through = (proxy: string): Env =>
		env({
			SIGNOFF_BASE_URL: front.url,
			NODE_EXTRA_CA_CERTS: ca,
			HTTPS_PROXY: proxy,
		});
	for (const [status, message] of [
		[407, "asks for a login"],
		[403, "refuses to connect to the API"],
	] as const) {
		const refusing = await startProxy({ kind: "refuse", status });
		onTestFinished(refusing.close);
		expect(await failure(through(refusing.url))).toMatchObject({
			name: "proxy",
			message: `The proxy ${new URL(refusing.url).host} (HTTPS_PROXY) ${message}.`,
		});
	}
	const closed = await startProxy({ kind: "tunnel" });
	await closed.close();
	expect(
		await failure(through(closed.url.replace("//", "//me:secret-token@"))),
	).toMatchObject({
		name: "proxy",
		message: expect.stringContaining("cannot be reached"),
	});
	expect(await failure(through("socks5://secret-token"))).toMatchObject({
		name: "proxy",
		message: expect.stringContaining("HTTPS_PROXY must be the address"),
	});
	const tunnel = await startProxy({ kind: "tunnel" });
	onTestFinished(tunnel.close);
	const { failed, checks } = await doctor(through(tunnel.url));
	expect(failed).toEqual([]);
	expect(checks.find(({ name }) => name === "proxy")?.message).toContain(
		"is used",
	);
});

test.each([
	[-600_000, "10 min ahead of"],
	[600_000, "10 min behind"],
	[45_000, "4\\d s behind"],
])("8: a server whose clock differs by %d ms", async (offset, words) => {
	const server = await stub(() => ({
		status: 401,
		headers: { date: new Date(Date.now() + offset).toUTCString() },
		body: { error: "no" },
	}));
	const { failed } = await doctor(env({ SIGNOFF_BASE_URL: server.url }));
	expect(failed[0]).toMatchObject({
		name: "clock",
		message: expect.stringMatching(
			new RegExp(`^This machine's clock is ${words} the server's\\.$`),
		),
	});
});

test("9: a company without access", async () => {
	expect(await failure(env(), ["--company-id", "9999"])).toMatchObject({
		name: "company",
		message:
			"You have no access to company 9999, or this app is not installed in it.",
	});
});

test("9b: a tool without access is named", async () => {
	const server = await stub(({ path }) => {
		if (path.includes("/tools"))
			return {
				status: 200,
				body: {
					data: [
						{
							name: "Policies",
							type: "generic_tool_item",
							provider: "Company",
						},
						{ name: "Contracts", type: "contract", provider: "Company" },
					],
				},
			};
		if (/\/instances\?.*contract/.test(path))
			return { status: 403, body: { error: { code: "FORBIDDEN" } } };
		if (path.startsWith("/rest/v1.0/me"))
			return {
				status: 200,
				body: { id: 101, login: "ada@x.example", name: "Ada" },
			};
		return {
			status: 200,
			body: path.includes("/instances") ? { data: [] } : [],
			headers: {
				"x-rate-limit-limit": "600",
				"x-rate-limit-remaining": "412",
				"x-rate-limit-reset": String(Math.ceil(Date.now() / 1000) + 60),
			},
		};
	});
	const { failed, checks } = await doctor(
		env({ SIGNOFF_BASE_URL: server.url }),
	);
	expect(failed).toMatchObject([
		{
			name: "permissions",
			message:
				"1 of 2 tools do not show their workflows: Contracts (forbidden).",
		},
	]);
	expect(checks.find(({ name }) => name === "rate_limit")?.message).toMatch(
		/^Requests: 412 of 600 left, resets \d\d:\d\d\.$/,
	);
	expect(server.requests.every(({ method }) => method === "GET")).toBe(true);
});

test("10: a full state directory, and one that is no directory", async ({
	skip,
}) => {
	const blocked = newStateHome();
	writeFileSync(join(blocked, "signoff"), "");
	expect(await failure(env({ XDG_STATE_HOME: blocked }))).toMatchObject({
		name: "state_directory",
		fix: expect.stringContaining("XDG_STATE_HOME"),
	});
	const full = newStateHome();
	try {
		execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", full], {
			stdio: "ignore",
		});
	} catch {
		skip("A small file system can be mounted by root only.");
	}
	onTestFinished(() => void execFileSync("umount", [full]));
	expect(await failure(env({ XDG_STATE_HOME: full }))).toMatchObject({
		name: "state_directory",
		message: `The disk of the state directory ${full}/signoff is full: no answer can be stored, so none is sent.`,
		fix: "Make room on it, or choose another place with XDG_STATE_HOME.",
	});
});
