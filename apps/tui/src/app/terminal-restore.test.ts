import { afterAll, expect, test, vi } from "vitest";
import { asKept, goToReview, keptAt, openAs } from "../testing/app.ts";
import { readsOf } from "../testing/instance.ts";
import {
	type ReceivedRequest,
	type StubReply,
	startStubServer,
} from "../testing/stub-server.ts";
import { keys } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

const enters = "\u001b[?1049h";
const leaves = "\u001b[?1049l";
const showsCursor = "\u001b[?25h";
const pastesPlain = "\u001b[?2004l";

let answer: (request: ReceivedRequest) => StubReply = readsOf("Review", "hang");
const stub = await startStubServer((request) => answer(request));
afterAll(() => stub.stop());

const one = { args: ["--company-id", "4201", "--instance", "9001"] };

/** Loaded before the command: a signal makes something fail that nobody foresees. */
const crash =
	'process.on("SIGUSR2", () => { throw new Error("Nobody foresaw this.") })';

/** The terminal is as it was before: its own screen, its cursor, plain pastes. */
function expectRestored(raw: string): void {
	for (const sequence of [leaves, showsCursor, pastesPlain])
		expect(raw.lastIndexOf(sequence)).toBeGreaterThan(raw.indexOf(enters));
	expect(raw.lastIndexOf(leaves)).toBeGreaterThan(raw.lastIndexOf(enters));
}

test.each(["q", keys.ctrlC])(
	"leaves with %j, and the terminal is as before",
	async (key) => {
		const app = openAs(stub.url, one);
		await app.until("Who answers");
		app.press(key);
		const { code, raw, after } = await app.ended;
		expect({ code, after }).toEqual({ code: 0, after: "" });
		expectRestored(raw);
	},
);

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
	"the terminal is as before after %s",
	async (signal) => {
		const app = openAs(stub.url, one);
		await app.until("Who answers");
		app.kill(signal);
		const { raw } = await app.ended;
		expectRestored(raw);
	},
);

test("an error that nobody foresaw leaves the terminal as it was, and says so", async () => {
	const app = openAs(stub.url, {
		...one,
		env: {
			NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(crash)}`,
		},
	});
	await app.until("Who answers");
	app.kill("SIGUSR2");
	const { code, raw } = await app.ended;
	expectRestored(raw);
	expect(code).not.toBe(0);
});

test("leaving during a submission asks once, and what is known so far is printed", async () => {
	const app = openAs(stub.url, { ...one, args: [...one.args, "--json"] });
	await goToReview(app, "1", "");
	app.press(keys.enter);
	await app.until("Sending your answer");
	app.press("q");
	await expect(
		asKept(await app.until("Leave all the same?")),
	).toMatchFileSnapshot(keptAt("leave"));
	app.press("n");
	await app.until("Sending your answer");
	app.press(keys.ctrlC, keys.ctrlC);
	const { code, after, raw } = await app.ended;
	expectRestored(raw);
	expect(JSON.parse(after).outcome).toMatchObject({ kind: "uncertain" });
	expect(code).toBe(9);
});

test("a signal during a submission prints what is known so far", async () => {
	const app = openAs(stub.url, one);
	await goToReview(app, "1", "");
	app.press(keys.enter);
	await app.until("Sending your answer");
	app.kill("SIGTERM");
	const { code, after } = await app.ended;
	expect(after).toContain(
		"It is not certain whether your response is on record.",
	);
	expect(code).toBe(9);
});

test("what a server or a person wrote cannot steer the terminal", async () => {
	const evil =
		"Re\u001b[2Jview\u0007 \u001b]8;;http://evil.example\u0007x\u202e";
	answer = readsOf(evil, { status: 204 });
	const app = openAs(stub.url, one);
	await expect(asKept(await app.until("Who answers"))).toMatchFileSnapshot(
		keptAt("harmless"),
	);
	app.press("q");
	const { raw } = await app.ended;
	expect(raw).not.toContain("evil.example\u0007");
	expect(raw).not.toContain("\u001b[2J");
	expect(raw).not.toContain("\u202e");
});
