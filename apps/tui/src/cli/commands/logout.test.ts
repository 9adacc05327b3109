import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Edge } from "../../testing/edge.ts";
import { openLoginHome, startLoginEdge } from "../../testing/login-home.ts";
import { printed } from "../../testing/run-cli.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startLoginEdge();
});
afterAll(() => edge.stop());

const code = ["login", "--method", "code"];

test("revokes and removes the login; a second logout changes nothing", async () => {
	const { server, run, folder } = await openLoginHome(edge);
	const { client_id, client_secret } = server;
	await run(code, [client_id, client_secret, server.newCode()]);
	const out = await run(["logout"]);
	expect(out).toMatchObject({ code: 0, stderr: "" });
	expect(out.stdout).toContain("Its tokens are revoked.");
	expect(server.revoked).toEqual(["refresh_token", "access_token"]);
	// The lock stays: another process may be waiting for it.
	expect(await readdir(folder)).toEqual([expect.stringMatching(/\.lock$/)]);
	const again = await run(["logout", "--json"]);
	expect(again.code).toBe(0);
	expect(printed(again)).toEqual({ removed: false, revoked: null });
	const inbox = await run(["inbox"]);
	expect(inbox.code).toBe(5);
	expect(inbox.stderr).toBe(
		"✖ You are not logged in: run `signoff login`, or set SIGNOFF_TOKEN.\n",
	);
});

test("removes a login that cannot be revoked, and says so; a pasted token is not revoked", async () => {
	const { server, run } = await openLoginHome(edge);
	const { client_id, client_secret } = server;
	await run(code, [client_id, client_secret, server.newCode()]);
	await run(["login", "--method", "token"], [server.newToken()]);
	expect(printed(await run(["logout", "--json"]))).toEqual({
		removed: true,
		revoked: null,
	});
	await run(code, [client_id, client_secret, server.newCode()]);
	await server.stop();
	const out = await run(["logout"]);
	expect(out.code).toBe(0);
	expect(out.stdout).toContain("could not be revoked");
	expect((await run(["whoami"])).code).toBe(5);
});

test("a damaged login is named, and logout removes it with what a killed login has left", async () => {
	const { server, run, folder } = await openLoginHome(edge);
	await run(["login", "--method", "token"], [server.newToken()]);
	const files = await readdir(folder);
	const login = files.find((file) => file.endsWith(".json")) ?? "";
	await writeFile(join(folder, login), "secret-word");
	await writeFile(
		join(folder, `${login}.01234567-89ab-4cde-8f01-23456789abcd.tmp`),
		"secret-word",
	);
	const who = await run(["whoami"]);
	expect(who.code).toBe(5);
	expect(who.stderr).toContain("damaged");
	expect(who.stderr).not.toContain("secret-word");
	expect((await run(["logout"])).code).toBe(0);
	expect(await readdir(folder)).toEqual([expect.stringMatching(/\.lock$/)]);
});
