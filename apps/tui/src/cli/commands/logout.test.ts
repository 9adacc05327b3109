import { readdir } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { openLoginHome } from "../../testing/login-home.ts";
import { printed } from "../../testing/run-cli.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const code = ["login", "--method", "code"];

test("revokes and removes the login; a second logout changes nothing", async () => {
	const { server, run, folder } = await openLoginHome();
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
	const { server, run } = await openLoginHome();
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
