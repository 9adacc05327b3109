import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UploadPlan } from "@signoff/conformance/fault-server";
import { afterAll, afterEach, expect, onTestFinished, test, vi } from "vitest";
import { openAs, untilSelected } from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { newStateHome } from "../testing/state-home.ts";
import { keys, type Terminal } from "../testing/terminal.ts";
import { startUploadFront, type UploadFront } from "../testing/upload-front.ts";

vi.setConfig({ testTimeout: 60_000 });

const ids = ["9001", "9002", "9003", "9004", "9005"];
const edge = await startEdge(sampleCompany(ids));
const home = mkdtempSync(join(tmpdir(), "signoff-files-"));
afterAll(async () => {
	await edge.stop();
	rmSync(home, { recursive: true });
});
mkdirSync(join(home, "plans"));
writeFileSync(join(home, "plans", "it's a plan.txt"), "PLAN");
writeFileSync(join(home, "plans", "photo.jpg"), "PHOTO");
writeFileSync(join(home, "plans", "empty.txt"), "");
const megabyte = 1024 * 1024;
writeFileSync(join(home, "large.bin"), Buffer.alloc(20 * megabyte, "abc"));

let opened: Terminal[] = [];
afterEach(async () => {
	for (const app of opened) app.kill("SIGKILL");
	await Promise.all(opened.map(({ ended }) => ended));
	opened = [];
});

async function startFront(plan?: UploadPlan): Promise<UploadFront> {
	const front = await startUploadFront(edge.url, plan);
	onTestFinished(() => front.stop());
	return front;
}

/** The app in a home with files. */
function open(
	url: string,
	id: string,
	{
		state = newStateHome(),
		args = [],
		env = {},
	}: {
		state?: string;
		args?: string[];
		env?: Record<string, string>;
	} = {},
): Terminal {
	const app = openAs(url, {
		args: [
			"--company-id",
			"4201",
			"--project-id",
			"77",
			"--instance",
			id,
			...args,
		],
		env: { HOME: home, XDG_STATE_HOME: state, ...env },
		columns: 100,
	});
	opened.push(app);
	return app;
}

/** The screen of files of an open step. */
async function toFiles(app: Terminal): Promise<void> {
	await app.until("Who answers");
	await app.press(keys.enter);
	await app.until("Your answer");
	await app.press("1");
	await untilSelected(app, "1");
	await app.press(keys.enter);
	await app.until("A comment, if you like");
	await app.press(keys.ctrlO);
	await app.until("No file goes with your answer");
}

/** The review of a draft, whose answer is chosen already. */
async function reviewDraft(app: Terminal): Promise<string> {
	await app.until("Who answers");
	await app.press(keys.enter);
	await untilSelected(app, "1");
	await app.press(keys.enter);
	await app.until("Files: ");
	await app.press(keys.enter);
	return app.ready("Send this?");
}

/** Pastes a path, and attaches it. */
async function attach(
	app: Terminal,
	path: string,
	shown: string,
): Promise<string> {
	app.paste(path);
	await app.until("Enter attach");
	await app.press(keys.enter);
	return app.until(shown);
}

test("files are named by their paths, checked, listed, removed, and go with the answer", async () => {
	const front = await startFront();
	const app = open(front.url, "9001");
	await toFiles(app);
	for (const [path, problem] of [
		["~/plans/none.txt", "“none.txt” does not exist."],
		["~/plans", "“plans” is a directory."],
		["~/plans/empty.txt", "“empty.txt” is empty."],
		["/dev/null", "“null” is not a regular file."],
	] as const) {
		await attach(app, path, `! ${problem}`);
		await app.press(keys.ctrlU);
		await app.until("The path of a file. Enter");
	}
	app.send("~/pl");
	await app.until("~/pl");
	await app.press(keys.tab);
	await app.until("~/plans/");
	await app.press(keys.tab);
	await app.until("3 names: empty.txt  it's a plan.txt  photo.jpg");
	app.send("ph");
	await app.until("~/plans/ph");
	await app.press(keys.tab);
	await app.until("~/plans/photo.jpg");
	await app.press(keys.enter);
	await app.until("1 file goes with your answer");
	// As terminals paste a file that is dropped on them.
	await attach(
		app,
		`'${home}/plans/it'\\''s a plan.txt' ${home}/large.bin `,
		"3 files go with your answer",
	);
	expect(app.screen()).toMatch(/photo\.jpg {2,}5 B /);
	expect(app.screen()).toMatch(/❯ large\.bin {2,}21 MB /);
	await app.press(keys.ctrlX);
	await app.until("2 files go with your answer");
	await app.press(keys.enter);
	const review = await app.ready("Send this?");
	expect(review).toContain(`${home}/plans/photo.jpg (5 B)`);
	expect(review).toContain(`${home}/plans/it's a plan.txt (4 B)`);
	expect(review).not.toContain("large.bin");
	await app.press("s");
	await app.until("Your response is on record");
	expect(
		front.uploads.storageRequests.map(({ body }) => body.toString()),
	).toEqual([
		expect.stringContaining("PHOTO"),
		expect.stringContaining("PLAN"),
	]);
	await app.press("q");
	expect((await app.ended).code).toBe(0);
});

test("an upload has a bar, and goes on where it was when the app is killed meanwhile", async () => {
	const front = await startFront();
	const state = newStateHome();
	const app = open(front.url, "9002", { state });
	await toFiles(app);
	await attach(app, "~/large.bin", "1 file goes with your answer");
	await app.press(keys.enter);
	await app.ready("Send this?");
	const { reached, release } = front.hold(2);
	await app.press("s");
	await reached;
	const sending = await app.until("Uploading large.bin: 40 % of 21 MB");
	expect(sending).toContain("████████░░░░░░░░░░░░");
	app.kill("SIGKILL");
	await app.ended;
	release();
	const again = open(front.url, "9002", { state });
	await again.until("Your response is on record", 40_000);
	const sizes = front.uploads.storageRequests.map(
		({ body }) => body.length / megabyte,
	);
	// The part that was not answered is the only one that may be there twice.
	expect(sizes.filter((size) => size === 4)).toHaveLength(1);
	expect(sizes.length).toBeLessThanOrEqual(4);
	expect(front.uploads.files.size).toBe(1);
	expect(
		front.uploads.apiRequests.filter(({ call }) => call.startsWith("POST")),
	).toHaveLength(1);
	await again.press("q");
	expect((await again.ended).code).toBe(0);
});

test("an upload that fails sends nothing: the answer is a draft with its files", async () => {
	const front = await startFront({ creation: { reply: { uuid: "u-1" } } });
	const state = newStateHome();
	const app = open(front.url, "9003", { state });
	await toFiles(app);
	await attach(app, "~/plans/photo.jpg", "1 file goes with your answer");
	await app.press(keys.escape);
	await app.until("Files: photo.jpg (5 B)");
	await app.press(keys.enter);
	await app.ready("Send this?");
	await app.press("s");
	const outcome = await app.until("· Outcome");
	expect(outcome).toContain("The server names no place for the file.");
	await app.press("q");
	expect((await app.ended).code).toBe(2);
	const again = open(front.url, "9003", { state });
	const review = await reviewDraft(again);
	expect(review).toContain(`${home}/plans/photo.jpg (5 B)`);
});

test("a file that has gone is named at the review, which sends nothing until it is removed", async () => {
	const front = await startFront();
	const path = join(home, "short-lived.txt");
	writeFileSync(path, "soon gone");
	const state = newStateHome();
	const app = open(front.url, "9004", { state });
	await toFiles(app);
	await attach(app, path, "1 file goes with your answer");
	app.kill("SIGKILL");
	await app.ended;
	rmSync(path);
	const again = open(front.url, "9004", { state });
	const review = await reviewDraft(again);
	expect(review).toContain("A file does not exist: “short-lived.txt”.");
	expect(review).not.toContain("s send");
	await again.press("f");
	await again.until("short-lived.txt  does not exist");
	await again.press(keys.ctrlX);
	await again.until("No file goes with your answer");
	await again.press(keys.enter);
	await again.ready("s send");
	await again.press("s");
	await again.until("Your response is on record");
	expect(front.uploads.apiRequests).toEqual([]);
});

test("the dialogue names the files too, each line once", async () => {
	const front = await startFront();
	const app = open(front.url, "9005", { args: ["--accessible"] });
	const step = async (key: string, shown: string): Promise<void> => {
		const before = app.written().length;
		await app.press(key);
		await app.until(() => app.written().slice(before).includes(shown));
	};
	await app.until("Who answers");
	await step(keys.enter, "Keys:");
	await step("1", "Selected: 1, Approve");
	await step(keys.enter, "Ctrl-O: files");
	await step(keys.ctrlO, "Keys:");
	app.send("~/plans/photo.jpg");
	await app.until("photo.jpg");
	await step(keys.enter, "Selected: photo.jpg, 5 B");
	await step(keys.enter, "Keys: s: send");
	const { reached, release } = front.hold(1);
	await step("s", "Uploading photo.jpg: 0 % of 5 B");
	await reached;
	release();
	await app.until(() => app.written().includes("on record"));
	expect(app.written().match(/Uploading/g)).toHaveLength(1);
});
