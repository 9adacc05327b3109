import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { goToReview } from "../testing/app.ts";
import type { Edge } from "../testing/edge.ts";
import {
	type LoginHome,
	openLoginHome,
	startLoginEdge,
} from "../testing/login-home.ts";
import { startStubServer } from "../testing/stub-server.ts";
import { keys, openTerminal, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startLoginEdge();
});
afterAll(() => edge.stop());

const open = ({ env }: LoginHome, args: string[] = []): Terminal =>
	openTerminal(args, env);

/** Waits until a question is the last line. */
const asked = (terminal: Terminal, question: string): Promise<string> =>
	terminal.until((screen) => screen.trimEnd().endsWith(question));

test("the first start of the app leads through login, corrects a wrong code, and opens", async () => {
	const home = await openLoginHome(edge);
	const { server } = home;
	const app = open(home);
	const start = await asked(app, "Method (1, 2 or 3):");
	expect(start.split("\n")[0]).toBe("You are not logged in.");
	app.send("1", keys.enter);
	await asked(app, "Client id:");
	// Both lines in one paste: the secret is not shown either.
	app.send(server.client_id, keys.enter, server.client_secret, keys.enter);
	await asked(app, "Code:");
	app.send("wrong", keys.enter);
	await app.until("does not accept the code");
	await asked(app, "Code:");
	app.send(server.newCode(), keys.enter);
	await app.until("Architectural review");
	// An expired token is renewed while the app is open.
	server.expireTokens();
	await app.press("r");
	await app.until(() => server.granted.includes("refresh_token"));
	await app.until("Architectural review");
	await app.press("q");
	const { code, raw } = await app.ended;
	expect(code).toBe(0);
	expect(raw).toContain(server.client_id);
	expect(server.hasSecret(raw)).toBe(false);
});

test("in the app, a login that cannot be renewed is asked for in place, and the draft is kept", async () => {
	const home = await openLoginHome(edge);
	const { server, run } = home;
	const answers = [server.client_id, server.client_secret];
	const method = ["login", "--method", "code"];
	await run(method, [...answers, server.newCode()]);
	const app = open(home);
	await app.until("Architectural review");
	await app.press(keys.enter);
	await app.until("Who answers");
	await goToReview(app, "1", "Fine by me.");
	server.expireTokens();
	server.revokeRefreshTokens();
	await app.press("s");
	await app.until("Your login has expired or was revoked.");
	await asked(app, "Client id:");
	for (const answer of answers) app.send(answer, keys.enter);
	await asked(app, "Code:");
	app.send(server.newCode(), keys.enter);
	await app.until("✔ recorded: Approve for Invoices 49001");
	await app.press("q");
	const { code, raw } = await app.ended;
	expect(code).toBe(0);
	expect(server.hasSecret(raw)).toBe(false);
	const inbox = await run(["inbox"]);
	expect(inbox.stdout).toMatch(/^9001\t5\tPayment/m);
});

test("the inbox of a stored login opens from its cache, also after its tokens were renewed", async () => {
	const own = await startLoginEdge();
	const home = await openLoginHome(own);
	const { server, run } = home;
	const answers = [server.client_id, server.client_secret];
	await run(["login", "--method", "code"], [...answers, server.newCode()]);
	const app = open(home);
	await app.until("Architectural review");
	await app.until((screen) => !screen.includes("reading"));
	await app.press("q");
	await app.ended;
	server.expireTokens();
	await run(["whoami"]);
	await own.stop();
	const offline = open(home);
	expect(await offline.until("As of")).toContain("Architectural review");
	offline.kill("SIGTERM");
	await offline.ended;
});

test("Ctrl-C and the end of the input stop a login, and nothing has changed", async () => {
	const home = await openLoginHome(edge);
	for (const key of [keys.ctrlC, "\u0004"]) {
		const login = open(home, ["login", "--method", "code"]);
		await asked(login, "Client id:");
		login.send(key);
		const { code, raw } = await login.ended;
		expect(raw).toContain("The login was stopped; nothing has changed.");
		expect(code).toBe(2);
	}
});

test("Ctrl-C stops a login that waits for the server", async () => {
	const stub = await startStubServer(() => "hang");
	onTestFinished(stub.stop);
	const { env, folder } = await openLoginHome(edge);
	const login = openTerminal(["login", "--method", "token"], {
		...env,
		SIGNOFF_BASE_URL: stub.url,
	});
	await asked(login, "Token:");
	login.send("pasted", keys.enter);
	await login.until("Reading who you are…");
	login.send(keys.ctrlC);
	const { code, raw } = await login.ended;
	expect(raw).toContain("The login was stopped; nothing has changed.");
	expect(code).toBe(2);
	await expect(readdir(folder)).rejects.toThrow("ENOENT");
});

test("arrow keys do not show a secret again, and Enter alone asks again", async () => {
	const home = await openLoginHome(edge);
	const { server } = home;
	const login = open(home, ["login", "--method", "service"]);
	await asked(login, "Client id:");
	login.send(keys.enter);
	await login.until((screen) => screen.split("Client id:").length === 3);
	login.send(server.client_id, keys.enter);
	await asked(login, "Client secret:");
	login.send(server.client_secret, keys.enter);
	await asked(login, "Company id:");
	login.send(keys.up, keys.up, "4201", keys.enter);
	const { code, raw } = await login.ended;
	expect(code).toBe(0);
	expect(raw).toContain("You are logged in: Ada Byron");
	expect(server.hasSecret(raw)).toBe(false);
});

test("a company id that is none is asked for again, and the secret is kept", async () => {
	const home = await openLoginHome(edge);
	const { server } = home;
	const login = open(home, ["login", "--method", "service"]);
	await asked(login, "Client id:");
	login.send(server.client_id, keys.enter);
	await asked(login, "Client secret:");
	login.send(server.client_secret, keys.enter);
	await asked(login, "Company id:");
	login.send("Harbor", keys.enter);
	await login.until("A company id has digits only. It is in the address of");
	await login.until((screen) => screen.split("Company id:").length === 3);
	login.send("4201", keys.enter);
	const { code, raw } = await login.ended;
	expect(code).toBe(0);
	expect(raw).toContain("You are logged in: Ada Byron");
});

test("an expired pasted token is asked for again before the app opens", async () => {
	const home = await openLoginHome(edge);
	const { server, run, folder } = home;
	await run(["login", "--method", "token"], [server.newToken()]);
	const name = (await readdir(folder)).find((file) => file.endsWith(".tokens"));
	const file = join(folder, name ?? "");
	const tokens = JSON.parse(await readFile(file, "utf8"));
	await writeFile(file, JSON.stringify({ ...tokens, expires_at: 1 }));
	const app = open(home);
	await app.until("The access token of your login has expired.");
	await asked(app, "Method (1, 2 or 3):");
	app.send(keys.ctrlC);
	const { code } = await app.ended;
	expect(code).toBe(2);
});
