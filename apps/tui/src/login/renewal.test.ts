import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Edge } from "../testing/edge.ts";
import { fakeKeyring } from "../testing/fake-keyring.ts";
import {
	type LoginHome,
	openLoginHome,
	startLoginEdge,
} from "../testing/login-home.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startLoginEdge();
});
afterAll(() => edge.stop());

/** A home with a login by code. With a keychain, its secrets are in a file of the tests. */
async function logIn(
	home: LoginHome,
	keychain?: string,
): Promise<Record<string, string>> {
	const { server, run } = home;
	const { client_id, client_secret } = server;
	const env =
		keychain === undefined
			? {}
			: { ...fakeKeyring(keychain), SIGNOFF_KEYCHAIN: "" };
	const login = await run(
		["login", "--method", "code"],
		[client_id, client_secret, server.newCode()],
		env,
	);
	expect(login.code).toBe(0);
	return env;
}

const keychainOf = ({ env }: LoginHome): string =>
	join(env["HOME"] ?? "", "keychain.json");

/** The flags of an instance's step: their ids end alike. */
const stepOf = (id: string): string[] => [
	"--instance",
	id,
	"--step",
	id.slice(-1),
];

test.each([
	["files", "9001", "9002"],
	["keychain", "9003", "9004"],
] as const)(
	"a command whose token has expired renews it, and two commands at once renew it once: %s",
	async (place, one, other) => {
		const home = await openLoginHome(edge);
		const { server, run } = home;
		const env = await logIn(
			home,
			place === "keychain" ? keychainOf(home) : undefined,
		);
		server.expireTokens();
		const respond = ["respond", "--project-id", "77", "--option", "Approve"];
		const first = await run([...respond, ...stepOf(one)], [], env);
		expect(first).toMatchObject({ code: 0, stderr: "" });
		expect(server.granted).toEqual(["authorization_code", "refresh_token"]);
		server.expireTokens();
		const both = await Promise.all([
			run(["inbox"], [], env),
			run([...respond, ...stepOf(other)], [], env),
		]);
		expect(both.map(({ code }) => code)).toEqual([0, 0]);
		expect(server.granted.slice(2)).toEqual(["refresh_token"]);
	},
);

test("a login that cannot be renewed names the next command", async () => {
	const home = await openLoginHome(edge);
	const { server, run } = home;
	await logIn(home);
	server.expireTokens();
	server.revokeRefreshTokens();
	for (const command of [
		["whoami"],
		[
			"respond",
			"--instance",
			"9001",
			"--step",
			"1",
			"--project-id",
			"77",
			"--option",
			"Approve",
		],
	]) {
		const failed = await run(command);
		expect(failed.code).toBe(5);
		expect(failed.stderr).toContain("Run `signoff login`");
	}
});

test("the secrets are in the keychain alone, and logout removes them", async () => {
	const home = await openLoginHome(edge);
	const { server, run, folder } = home;
	const keychain = keychainOf(home);
	const env = await logIn(home, keychain);
	const kept = async (): Promise<string[]> =>
		Object.keys(JSON.parse(await readFile(keychain, "utf8")));
	expect(await kept()).toHaveLength(2);
	for (const file of await readdir(folder))
		expect(server.hasSecret(await readFile(join(folder, file), "utf8"))).toBe(
			false,
		);
	const who = await run(["whoami"], [], env);
	expect(who.stdout).toContain("kept in the system's keychain");
	const elsewhere = await run(["whoami"], []);
	expect(elsewhere.code).toBe(5);
	expect(elsewhere.stderr).toContain("SIGNOFF_KEYCHAIN=off");
	const out = await run(["logout"], [], env);
	expect(out.stdout).toContain("Its tokens are revoked.");
	expect(await kept()).toEqual([]);
});

test("a keychain that takes no long secrets leaves them to the files, also later", async () => {
	const home = await openLoginHome(edge);
	const { server, run } = home;
	const keychain = keychainOf(home);
	await writeFile(keychain, JSON.stringify({ limit: 60 }));
	const env = await logIn(home, keychain);
	expect(await home.modes()).toMatchObject({ ".tokens": "600" });
	const who = await run(["whoami"], [], env);
	expect(who.stdout).toContain("kept in a file that only you can read");
	await writeFile(keychain, "{}");
	await logIn(home, keychain);
	const all = JSON.parse(await readFile(keychain, "utf8"));
	await writeFile(keychain, JSON.stringify({ ...all, limit: 60 }));
	server.expireTokens();
	expect((await run(["inbox"], [], env)).code).toBe(0);
	server.expireTokens();
	expect((await run(["inbox"], [], env)).code).toBe(0);
});

// Elsewhere the system's own keychain would take the login of the test.
test.runIf(process.platform === "linux")(
	"without a keychain on this machine the files are used, quietly",
	async () => {
		const home = await openLoginHome(edge);
		const { server, run } = home;
		const { client_id, client_secret } = server;
		const login = await run(
			["login", "--method", "service"],
			[client_id, client_secret, "4201"],
			{
				SIGNOFF_KEYCHAIN: "",
				DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus",
			},
		);
		expect(login.code).toBe(0);
		expect(login.stdout).toContain("kept in a file that only you can read");
		expect(login.stderr).not.toMatch(/keychain|D-?Bus/i);
	},
);
