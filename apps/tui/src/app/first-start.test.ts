import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openAs } from "../testing/app.ts";
import { replyForLargeCompany } from "../testing/large-company.ts";
import {
	type StubReply,
	type StubServer,
	startStubServer,
} from "../testing/stub-server.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

let state: string;
let stub: StubServer;
/** While it is true, the server answers nothing. */
let hangs: boolean;

beforeEach(async () => {
	state = await mkdtemp(join(tmpdir(), "signoff-first-"));
	const company = {
		projects: 24,
		tools: 2,
		limit: { requests: 600, windowMs: 3_600_000 },
	};
	const reply = replyForLargeCompany(company);
	hangs = false;
	stub = await startStubServer(
		(request): StubReply => (hangs ? "hang" : reply(request)),
	);
});
afterEach(async () => {
	await stub.stop();
	await rm(state, { recursive: true });
});

function open(args: string[] = []): Terminal {
	const env = { SIGNOFF_COMPANY_ID: "4201", XDG_STATE_HOME: state };
	return openAs(stub.url, { args, env, columns: 100 });
}

test("the first start asks for the projects; after `kill -9` the rows are there before the server answers", async () => {
	const app = open();
	await app.until("Which projects");
	await app.until("None is marked");
	await app.press("a");
	await app.until("All are marked");
	await app.press(keys.enter);
	const loaded = await app.until((screen) => /· 1 of 3\n/.test(screen));
	expect(loaded).toContain("Project 3 (1003)");
	await app.until((screen) => !screen.includes("reading"));
	// The rows are stored when it ends.
	await app.press("q");
	await app.ended;
	hangs = true;
	const second = open();
	const cached = await second.until("1 of 3");
	expect(cached).toContain("Project 17 (1017)");
	expect(await second.until("As of just now")).toContain("reading");
	second.kill("SIGKILL");
	await second.ended;
	const third = open();
	expect(await third.until("1 of 3")).toContain("Project 10 (1010)");
	await third.press("q");
	expect((await third.ended).code).toBe(0);
});

test("`--project-id` names the projects; nothing is asked, and the remaining quota is shown", async () => {
	const app = open(["--project-id", "1003", "--project-id", "1010"]);
	const loaded = await app.until((screen) => /· 1 of 2\n/.test(screen));
	expect(loaded).not.toContain("Which projects");
	await app.until((screen) =>
		/\d+ of 600 left, resets \d\d:\d\d\n/.test(screen),
	);
	const lists = stub.requests.filter(({ path }) =>
		path.includes("/instances?"),
	);
	expect(lists).toHaveLength(4);
	expect(stub.requests.some(({ path }) => path.includes("v1.0/projects"))).toBe(
		false,
	);
	await app.press("q");
	await app.ended;
});
