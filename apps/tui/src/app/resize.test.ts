import { bearer, createClient } from "@signoff/sdk";
import { afterAll, expect, test, vi } from "vitest";
import {
	goToReview,
	normalizeScreen,
	openAs,
	sendReviewed,
	snapshotFile,
	untilSelected,
} from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { replyToReads } from "../testing/instance.ts";
import { replyForLargeCompany } from "../testing/large-company.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { type StubServer, startStubServer } from "../testing/stub-server.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });
const edge = await startEdge(sampleCompany(["9001", "9002", "9003"]));
const stub: StubServer = await startStubServer(replyToReads("Review", "hang"));
afterAll(() => Promise.all([edge.stop(), stub.stop()]));

const env = { SIGNOFF_COMPANY_ID: "4201" };
const comment = "The rebar is billed twice: once in line 14, once in line 41.";

type Open = (app: Terminal) => Promise<unknown>;

const enter: Open = (app) => app.press(keys.enter);

/** The screens up to the result: how each is opened from the one before, and a text that it shows. */
const screens: [name: string, open: Open, text: string][] = [
	// Rows arrive one by one.
	[
		"inbox",
		(app) =>
			app.until(
				(screen) => screen.includes("1 of 3") && !screen.includes("reading"),
			),
		"Architectural",
	],
	["step", enter, "Who answers"],
	["option", enter, "Your answer"],
	[
		"comment",
		async (app) => {
			await app.press("2");
			await untilSelected(app, "2");
			await app.press(keys.enter);
		},
		"A comment",
	],
	["files", (app) => app.press(keys.ctrlO), "No file goes"],
	[
		"review",
		async (app) => {
			await app.press(keys.escape);
			await app.until("A comment");
			app.send(comment);
			await app.until(`Your comment: ${comment.length} characters`);
			await app.press(keys.enter);
		},
		"Send this?",
	],
	["notice", sendReviewed, "recorded: Return"],
];

/** Waits until one complete frame fills the terminal. */
function untilFrame(
	app: Terminal,
	columns: number,
	rows: number,
	text: string,
): Promise<string> {
	return app.until((screen) => {
		const lines = screen.trimEnd().split("\n");
		const rules = [lines[1], lines[rows - 2]];
		return (
			lines.length === rows &&
			lines.every((line) => line.length <= columns) &&
			rules.every((rule) => rule?.length === columns && rule.startsWith("─")) &&
			screen.includes(text)
		);
	});
}

test("every screen fits 40×15", async () => {
	const app = openAs(edge.url, { env, columns: 40, rows: 15 });
	for (const [name, open, text] of screens) {
		await open(app);
		const screen = await untilFrame(app, 40, 15, text);
		await expect(normalizeScreen(screen)).toMatchFileSnapshot(
			snapshotFile(`40x15-${name}`),
		);
	}
	await app.press("q");
	expect((await app.ended).code).toBe(0);
});

test("every screen is redrawn when the terminal is resized", async () => {
	const app = openAs(edge.url, { env, columns: 80, rows: 24 });
	for (const [, open, text] of screens) {
		await open(app);
		const before = await untilFrame(app, 80, 24, text);
		app.resize(40, 15);
		await untilFrame(app, 40, 15, "");
		app.resize(200, 60);
		await untilFrame(app, 200, 60, text);
		app.resize(80, 24);
		expect(await untilFrame(app, 80, 24, text)).toBe(before);
	}
	await app.press("q");
	await app.ended;
});

test("the outcome fits 40×15, and is redrawn when the terminal is resized", async () => {
	const app = openAs(edge.url, {
		args: ["--company-id", "4201", "--project-id", "77", "--instance", "9003"],
		columns: 40,
		rows: 15,
	});
	await goToReview(app, "2", comment);
	await sendReviewed(app);
	const screen = await untilFrame(app, 40, 15, "on record.");
	await expect(normalizeScreen(screen)).toMatchFileSnapshot(
		snapshotFile("40x15-outcome"),
	);
	app.resize(100, 30);
	await untilFrame(app, 100, 30, "on record.");
	await app.press("q");
	expect((await app.ended).code).toBe(0);
});

/** The screens of a batch: how each is opened from the one before, and a text that it shows. */
const batchScreens: [name: string, open: Open, text: string][] = [
	["batch-option", (app) => app.press("*"), "Answer 3 steps"],
	[
		"batch-comment",
		async (app) => {
			await app.press("1");
			await untilSelected(app, "1");
			await app.press(keys.enter);
		},
		"One comment for all",
	],
	["batch-summary", enter, "Send these?"],
	[
		"batch-result",
		async (app) => {
			await app.ready("Send these?");
			await app.press("s");
		},
		"Batch: sending",
	],
];

test("the screens of a batch fit 40×15 to 200×60, and are redrawn when the terminal is resized", async () => {
	const batchEdge = await startEdge(sampleCompany(["9001", "9002", "9003"]));
	const app = openAs(batchEdge.url, {
		env,
		columns: 40,
		rows: 15,
		undoSeconds: 600,
	});
	await app.until("1 of 3");
	for (const [name, open, text] of batchScreens) {
		await open(app);
		const screen = await untilFrame(app, 40, 15, text);
		await expect(
			normalizeScreen(screen).replace(/in \d+ s/g, "in N s"),
		).toMatchFileSnapshot(snapshotFile(`40x15-${name}`));
		app.resize(200, 60);
		await untilFrame(app, 200, 60, text);
		app.resize(80, 24);
		await untilFrame(app, 80, 24, text);
		app.resize(40, 15);
		await untilFrame(app, 40, 15, text);
	}
	app.kill("SIGKILL");
	await app.ended;
	await batchEdge.stop();
});

/** The screens of a first start: how each is opened from the one before, and a text that it shows. */
const firstScreens: [name: string, open: Open, text: string][] = [
	["startup", (app) => app.until("Quay"), "Harbor"],
	["projects", enter, "Project 1 "],
];

test("the screens of a first start fit 40×15 to 200×60, and are redrawn when the terminal is resized", async () => {
	const reply = replyForLargeCompany({
		projects: 24,
		tools: 1,
		limit: { requests: 600, windowMs: 3_600_000 },
	});
	const companies = [
		{ id: 4201, name: "Harbor" },
		{ id: 4202, name: "Quay" },
	];
	const first = await startStubServer((request) =>
		/\/companies(\?|$)/.test(request.path)
			? { status: 200, body: companies }
			: reply(request),
	);
	const app = openAs(first.url, { columns: 40, rows: 15 });
	for (const [name, open, text] of firstScreens) {
		await open(app);
		const screen = await untilFrame(app, 40, 15, text);
		await expect(normalizeScreen(screen)).toMatchFileSnapshot(
			snapshotFile(`40x15-${name}`),
		);
		for (const [columns, rows] of [
			[200, 60],
			[80, 24],
		] as const) {
			app.resize(columns, rows);
			await untilFrame(app, columns, rows, text);
		}
		app.resize(40, 15);
		expect(await untilFrame(app, 40, 15, text)).toBe(screen);
	}
	app.kill("SIGKILL");
	await app.ended;
	await first.stop();
});

test("the sending screen is redrawn when the terminal is resized", async () => {
	const app = openAs(stub.url, {
		args: ["--company-id", "4201", "--instance", "9001"],
	});
	await goToReview(app, "1", "");
	await app.press("s");
	await untilFrame(app, 80, 24, "Sending your answer");
	app.resize(40, 15);
	await untilFrame(app, 40, 15, "Sending your answer");
	app.resize(80, 24);
	await untilFrame(app, 80, 24, "Sending your answer");
	await app.press("q");
	await app.ready("Leave all the same?");
	await app.press("y");
	expect((await app.ended).code).toBe(9);
});

test("the comment typed on the small screen is on record", async () => {
	const client = createClient({
		baseUrl: edge.url,
		auth: bearer("ada-token"),
	});
	const history = await client.instances.history(
		{ company_id: "4201", project_id: "77" },
		"9001",
	);
	expect(JSON.stringify(history)).toContain(comment);
});
