import { afterAll, expect, test, vi } from "vitest";
import {
	goToReview,
	normalizeScreen,
	openAs,
	snapshotFile,
} from "../testing/app.ts";
import { replyToReads } from "../testing/instance.ts";
import {
	type ReceivedRequest,
	type StubReply,
	startStubServer,
} from "../testing/stub-server.ts";
import { keys } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

const enterScreen = "\u001b[?1049h";
const leaveScreen = "\u001b[?1049l";
const showCursor = "\u001b[?25h";
const disableBracketedPaste = "\u001b[?2004l";

let answer: (request: ReceivedRequest) => StubReply = replyToReads(
	"Review",
	"hang",
);
const stub = await startStubServer((request) => answer(request));
afterAll(() => stub.stop());

const one = { args: ["--company-id", "4201", "--instance", "9001"] };

/** A module that makes SIGUSR2 throw an unexpected error; loaded before the command. */
const crash =
	'process.on("SIGUSR2", () => { throw new Error("An unexpected error.") })';

/** The app left the alternate screen, showed the cursor and turned bracketed paste off. */
function expectRestored(raw: string): void {
	for (const sequence of [leaveScreen, showCursor, disableBracketedPaste])
		expect(raw.lastIndexOf(sequence)).toBeGreaterThan(raw.indexOf(enterScreen));
	expect(raw.lastIndexOf(leaveScreen)).toBeGreaterThan(
		raw.lastIndexOf(enterScreen),
	);
}

test.each(["q", keys.ctrlC])(
	"%j quits and restores the terminal",
	async (key) => {
		const app = openAs(stub.url, one);
		await app.until("Who answers");
		await app.press(key);
		const { code, raw, after } = await app.ended;
		expect({ code, after }).toEqual({ code: 0, after: "" });
		expectRestored(raw);
	},
);

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
	"%s restores the terminal",
	async (signal) => {
		const app = openAs(stub.url, one);
		await app.until("Who answers");
		app.kill(signal);
		const { raw } = await app.ended;
		expectRestored(raw);
	},
);

test("an unexpected error restores the terminal and is reported", async () => {
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

test("quitting during a submission asks once, and prints the outcome known so far", async () => {
	const app = openAs(stub.url, { ...one, args: [...one.args, "--json"] });
	await goToReview(app, "1", "");
	await app.press("s");
	await app.until("Sending your answer");
	await app.press("q");
	await expect(
		normalizeScreen(await app.until("Leave all the same?")),
	).toMatchFileSnapshot(snapshotFile("confirm-quit"));
	await app.ready("Leave all the same?");
	await app.press("n");
	await app.until("Sending your answer");
	await app.press(keys.ctrlC);
	await app.ready("Leave all the same?");
	await app.press(keys.ctrlC);
	const { code, after, raw } = await app.ended;
	expectRestored(raw);
	expect(JSON.parse(after).outcome).toMatchObject({ kind: "uncertain" });
	expect(code).toBe(9);
});

test("a signal during a submission prints the outcome known so far", async () => {
	const app = openAs(stub.url, one);
	await goToReview(app, "1", "");
	await app.press("s");
	await app.until("Sending your answer");
	app.kill("SIGTERM");
	const { code, after } = await app.ended;
	expect(after).toContain(
		"It is not certain whether your response is on record.",
	);
	expect(code).toBe(9);
});

test("texts from the server cannot control the terminal", async () => {
	const hostile =
		"Re\u001b[2Jview\u0007 \u001b]8;;http://evil.example\u0007x\u202e";
	answer = replyToReads(hostile, { status: 204 });
	const app = openAs(stub.url, one);
	await expect(
		normalizeScreen(await app.until("Who answers")),
	).toMatchFileSnapshot(snapshotFile("sanitized"));
	await app.press("q");
	const { raw } = await app.ended;
	expect(raw).not.toContain("evil.example\u0007");
	expect(raw).not.toContain("\u001b[2J");
	expect(raw).not.toContain("\u202e");
});

test("the exit code is that of the last failure, and the failure is printed", async () => {
	answer = () => ({ status: 401, body: {} });
	const app = openAs(stub.url, { args: ["--company-id", "4201", "--json"] });
	await app.until("✖");
	await app.press("q");
	const { code, after } = await app.ended;
	expect(code).toBe(5);
	expect(JSON.parse(after)).toMatchObject({
		submission: null,
		outcome: { kind: "unauthenticated" },
	});
});
