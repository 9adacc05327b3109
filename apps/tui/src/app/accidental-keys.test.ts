import { setTimeout } from "node:timers/promises";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { goToReview, openAs, untilSelected } from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { replyToReads } from "../testing/instance.ts";
import { replyForLargeCompany } from "../testing/large-company.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { newConfigHome } from "../testing/state-home.ts";
import { startStubServer } from "../testing/stub-server.ts";
import { keys, type Terminal } from "../testing/terminal.ts";
import type { ScreenName } from "./screen-types.ts";
import * as screens from "./screens.ts";

vi.setConfig({ testTimeout: 60_000 });

const edge = await startEdge(sampleCompany(["9001", "9002"]));
const companies = [
	{ id: 4201, name: "Harbor" },
	{ id: 4202, name: "Quay" },
];
let submitted: Parameters<typeof replyToReads>[1] = "hang";
const stub = await startStubServer((request) =>
	/\/companies(\?|$)/.test(request.path)
		? { status: 200, body: companies }
		: replyToReads("Review", submitted)(request),
);
const large = await startStubServer(
	replyForLargeCompany({
		projects: 3,
		tools: 1,
		limit: { requests: 600, windowMs: 3_600_000 },
	}),
);
afterAll(() => Promise.all([edge.stop(), stub.stop(), large.stop()]));

const one = ["--company-id", "4201", "--instance", "9001"];
const onEdge = { args: [...one, "--project-id", "77"] };
const inCompany = { SIGNOFF_COMPANY_ID: "4201" };

let opened: Terminal[] = [];
const openApp: typeof openAs = (...args) => {
	const app = openAs(...args);
	opened.push(app);
	return app;
};
afterEach(async () => {
	for (const app of opened) app.kill("SIGKILL");
	await Promise.all(opened.map(({ ended }) => ended));
	opened = [];
});

/** How many responses the servers have. */
async function recordedResponses(): Promise<number> {
	const client = createClient({ baseUrl: edge.url, auth: bearer("ada-token") });
	const { history } = await client.instances.history(
		{ company_id: "4201", project_id: "77" },
		"9001",
	);
	const answered = JSON.stringify(history).match(/"responded_at":"/g) ?? [];
	const posts = [...stub.requests, ...large.requests].filter(
		({ method }) => method === "POST",
	);
	return answered.length + posts.length;
}

async function toOption(app: Terminal): Promise<void> {
	await app.until("Who answers");
	await app.press(keys.enter);
	await app.until("Your answer");
	await app.press("1");
	await untilSelected(app, "1");
}

async function toOutcome(app: Terminal, shown: string): Promise<void> {
	await goToReview(app, "1", "");
	await app.press("s");
	await app.ready(shown);
}

/** The two steps of the company, marked. Answers can be taken back for a long time. */
async function openedBatch(config: object = {}): Promise<Terminal> {
	const app = openApp(edge.url, {
		env: {
			...inCompany,
			XDG_CONFIG_HOME: newConfigHome({ undo_seconds: 600, ...config }),
		},
	});
	await app.until("1 of 2");
	await app.press("*");
	await app.ready("Answer 2 steps");
	return app;
}

async function toBatchSummary(app: Terminal): Promise<Terminal> {
	await app.press("1");
	await untilSelected(app, "1");
	await app.press(keys.enter);
	await app.until("One comment for all");
	await app.press(keys.enter);
	await app.ready("Send these?");
	return app;
}

type Opening = { open: () => Promise<Terminal>; takesText?: true };

/** Each screen, opened in a terminal. Another row is a screen in another state. */
const openings: Record<
	ScreenName | "filter" | "quit question" | "typed word",
	Opening
> = {
	startup: {
		open: async () => {
			const app = openApp(stub.url);
			await app.until("Quay");
			return app;
		},
	},
	projects: {
		open: async () => {
			const app = openApp(large.url, { env: inCompany });
			await app.until("All are marked");
			return app;
		},
	},
	inbox: {
		open: async () => {
			const app = openApp(edge.url, { env: inCompany });
			await app.until("1 of 2");
			return app;
		},
	},
	filter: {
		takesText: true,
		open: async () => {
			const app = openApp(edge.url, { env: inCompany });
			await app.until("1 of 2");
			app.send("/");
			await app.until("Filter:");
			return app;
		},
	},
	step: {
		open: async () => {
			const app = openApp(edge.url, onEdge);
			await app.until("Who answers");
			return app;
		},
	},
	option: {
		open: async () => {
			const app = openApp(edge.url, onEdge);
			await toOption(app);
			return app;
		},
	},
	comment: {
		takesText: true,
		open: async () => {
			const app = openApp(edge.url, onEdge);
			await toOption(app);
			await app.press(keys.enter);
			await app.until("A comment, if you like");
			return app;
		},
	},
	files: {
		takesText: true,
		open: async () => {
			const app = await openings.comment.open();
			await app.press(keys.ctrlO);
			await app.until("No file goes with your answer");
			return app;
		},
	},
	batch_option: {
		open: async () => openedBatch(),
	},
	batch_comment: {
		takesText: true,
		open: async () => {
			const app = await openedBatch();
			await app.press("1");
			await untilSelected(app, "1");
			await app.press(keys.enter);
			await app.until("One comment for all");
			return app;
		},
	},
	batch_summary: {
		open: async () => toBatchSummary(await openedBatch()),
	},
	"typed word": {
		takesText: true,
		open: async () =>
			toBatchSummary(await openedBatch({ type_to_send_above: 1 })),
	},
	batch_result: {
		open: async () => {
			const app = await toBatchSummary(await openedBatch());
			await app.press("s");
			await app.ready("Batch: sending");
			return app;
		},
	},
	review: {
		open: async () => {
			const app = openApp(edge.url, onEdge);
			await goToReview(app, "1", "Fine by me.");
			return app;
		},
	},
	"quit question": {
		open: async () => {
			const app = openApp(edge.url, { ...onEdge, undoSeconds: 600 });
			await goToReview(app, "1", "Fine by me.");
			await app.press("s");
			await app.ready("u takes it back");
			await app.press("q");
			await app.ready("Leave all the same?");
			return app;
		},
	},
	sending: {
		open: async () => {
			submitted = "hang";
			const app = openApp(stub.url, { args: one });
			const posted = stub.next("POST");
			await toOutcome(app, "Sending your answer");
			await posted;
			return app;
		},
	},
	outcome: {
		open: async () => {
			// It is sent again by itself, but not during the test.
			submitted = { status: 429, headers: { "retry-after": "3600" }, body: {} };
			const app = openApp(stub.url, { args: [...one, "--wait", "4"] });
			await toOutcome(app, "send again");
			return app;
		},
	},
};

const lines = [
	"Please fix line 14:",
	"s",
	"q",
	"y",
	"n 1 2",
	"It is billed twice.",
];
const pasted = `${lines.join("\n")}\n`;

/** Sends chunks, with a time between them. */
async function sendEach(
	app: Terminal,
	ms: number,
	chunks: string[],
): Promise<void> {
	for (const chunk of chunks) {
		app.send(chunk);
		await setTimeout(ms);
	}
}

const sendApart = (app: Terminal, chunks: string[]): Promise<void> =>
	sendEach(app, 15, chunks);

const bracketed = `\u001b[200~${pasted.replaceAll("\n", "\r")}\u001b[201~`;

/** How a terminal may send a paste. */
const pastes: [name: string, send: (app: Terminal) => Promise<void>][] = [
	[
		"one chunk with CR",
		(app) => sendApart(app, [pasted.replaceAll("\n", "\r")]),
	],
	[
		"one chunk with CRLF",
		(app) => sendApart(app, [pasted.replaceAll("\n", "\r\n")]),
	],
	[
		"a line each 15 ms",
		(app) =>
			sendApart(
				app,
				lines.map((line) => `${line}\r`),
			),
	],
	["in brackets", (app) => sendApart(app, [bracketed])],
	[
		"split inside an escape sequence",
		(app) => sendApart(app, [bracketed.slice(0, 4), bracketed.slice(4)]),
	],
	// The last one: letters that move act.
	[
		"a key each 15 ms",
		(app) => sendApart(app, [...pasted.replaceAll("\n", "\r")]),
	],
];

/** Opens the page of keys and closes it, which shows that all earlier input was read and did not change the screen. */
async function showAndCloseKeys(app: Terminal): Promise<void> {
	const toggle = async (
		key: string,
		shown: (screen: string) => boolean,
	): Promise<void> => {
		await app.press(key);
		// The key is ignored if the app was so busy that it read the key together with the paste.
		await app.until(shown, 1000).catch(() => toggle(key, shown));
	};
	await toggle("?", (screen) => screen.includes("any key closes this"));
	await toggle("?", (screen) => !screen.includes("any key closes this"));
}

/** The screen without what time changes. Letters that move act in keys that come one by one: then only its frame. */
function steady(screen: string, way: string): string {
	const lines = screen
		.replace(/in \d+ s \(.*?\)/, "in N s")
		.replace(/in \d+ s/g, "in N s")
		.replace(/ … \d+ s/, "")
		.replace(/\d+ min/g, "N min")
		.split("\n");
	return way === "a key each 15 ms"
		? [lines[0]?.replace(/\d of/, "N of"), lines.at(-2)].join("\n")
		: lines.join("\n");
}

test("every screen is tested", () => {
	expect(Object.keys(openings)).toEqual(
		expect.arrayContaining(Object.keys(screens)),
	);
});

test.each(
	Object.entries(openings).filter(([, { takesText }]) => takesText !== true),
)("a paste does nothing on the screen %s", async (name, { open }) => {
	const app = await open();
	const before = app.screen();
	const recorded = await recordedResponses();
	for (const [way, send] of pastes) {
		await send(app);
		if (name !== "quit question") await showAndCloseKeys(app);
		expect(steady(app.screen(), way)).toBe(steady(before, way));
	}
	expect(await recordedResponses()).toBe(recorded);
	app.kill("SIGTERM");
	expect((await app.ended).after).not.toContain("✔");
});

test("a paste is kept in a comment, in whatever way it is sent, and nothing is sent", async () => {
	const app = await openings.comment.open();
	const recorded = await recordedResponses();
	let length = 0;
	for (const [, send] of pastes) {
		await send(app);
		length += pasted.length;
		await app.until(`Your comment: ${length} characters`);
	}
	await app.press(keys.enter);
	const review = await app.ready("Send this?");
	const shown = review.split("\n").map((line) => line.slice(11));
	expect(shown.join("\n")).toContain(pasted + pasted.slice(0, -1));
	expect(await recordedResponses()).toBe(recorded);
	app.kill("SIGTERM");
	await app.ended;
});

test("a paste is kept in the path of a file, and attaches none", async () => {
	const app = await openings.files.open();
	const recorded = await recordedResponses();
	const shown = lines.join(" ");
	for (const [, send] of pastes) {
		await send(app);
		await app.until((screen) => screen.replaceAll("\n", "").includes(shown));
		await app.press(keys.ctrlU);
		await app.until((screen) => !screen.includes("Please"));
	}
	expect(app.screen()).toContain("No file goes with your answer");
	expect(await recordedResponses()).toBe(recorded);
	app.kill("SIGTERM");
	await app.ended;
});

test("no paste sends a batch, also if it has the word that sends", async () => {
	const app = await openings["typed word"].open();
	const recorded = await recordedResponses();
	for (const [, send] of pastes) await send(app);
	for (const text of ["send\r", "send\r\n", "\u001b[200~send\r\u001b[201~"])
		await sendApart(app, [text, text]);
	await sendApart(app, [..."send\r"]);
	await app.press("x");
	await app.until((screen) => screen.includes("send 2 answers:\n"));
	// Letter by letter, the last one alone.
	for (const typed of ["s", "se", "sen"]) {
		await app.press(typed.slice(-1));
		await app.until(`send 2 answers: ${typed}`);
	}
	await app.press("d");
	await app.until("Batch: sending");
	expect(await recordedResponses()).toBe(recorded);
	app.kill("SIGTERM");
	await app.ended;
});

test("a paste is kept in the filter of the inbox", async () => {
	const app = await openings.filter.open();
	for (const [, send] of pastes) {
		await send(app);
		await app.until(`Filter: ${lines.join(" ")}`);
		await app.press(keys.escape);
		await app.until("/ filter");
		app.send("/");
		await app.until("Filter:");
	}
});

/** Presses a key and holds it down: the terminal repeats it. */
async function hold(app: Terminal, key: string): Promise<void> {
	await app.press(key);
	await setTimeout(400);
	await sendEach(app, 30, Array<string>(20).fill(key));
}

test("Enter held down from the inbox on, and again with an answer chosen, sends nothing", async () => {
	const recorded = await recordedResponses();
	const app = openApp(edge.url, { env: inCompany });
	await app.until("1 of 2");
	await hold(app, keys.enter);
	// The repeats of a busy terminal may act, up to the list of answers: none is chosen.
	const reached = await app.until((screen) =>
		/Who answers|Your answer/.test(screen),
	);
	if (!reached.includes("Your answer")) await app.press(keys.enter);
	await app.until("Your answer");
	await app.press("1");
	await untilSelected(app, "1");
	await hold(app, keys.enter);
	await app.until((screen) => /· Comment|Send this\?/.test(screen));
	expect(await recordedResponses()).toBe(recorded);
	app.kill("SIGTERM");
	// The terminal may echo what was still held down.
	expect((await app.ended).after.trim()).toBe("");
});

test.each([keys.enter, "s", "y", "1"])(
	"%j held down since before the review is drawn sends nothing",
	async (key) => {
		const recorded = await recordedResponses();
		const app = await openings.comment.open();
		app.send("Fine.");
		await app.until("Your comment: 5 characters");
		await app.press(keys.enter);
		await app.until("Send this?");
		await hold(app, key);
		await showAndCloseKeys(app);
		expect(app.screen()).toContain("Send this?");
		expect(await recordedResponses()).toBe(recorded);
		app.kill("SIGTERM");
		expect((await app.ended).after).toBe("");
	},
);

test("an arrow key held down still scrolls", async () => {
	const app = openApp(edge.url, { ...onEdge, columns: 40, rows: 10 });
	await app.until("Project");
	await sendEach(app, 30, Array<string>(10).fill(keys.down));
	await app.until(
		(screen) => screen.includes("↑ more") && !screen.includes("↓ more"),
	);
	app.kill("SIGTERM");
	await app.ended;
});
