// Renders the pictures of the documents from the real app in a real terminal, with the sample company.
// Run it with `pnpm --filter @signoff/tui pictures`.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bearer, createClient } from "@signoff/sdk";
import { goToReview, openAs, untilSelected } from "../src/testing/app.ts";
import { startEdge } from "../src/testing/edge.ts";
import { keys, type Terminal } from "../src/testing/terminal.ts";
import { recordDemo } from "./demo.ts";
import { renderRecording, renderSvg } from "./picture.ts";

const repository = join(import.meta.dirname, "../../..");
const images = join(repository, "docs/images");
const fixture = JSON.parse(
	await readFile(join(repository, "apps/edge/fixtures/harbor.json"), "utf8"),
);

type Size = { columns?: number; rows?: number };

/** Runs the app on a fresh sample company, until `play` has ended. */
async function inApp(
	play: (app: Terminal) => Promise<void>,
	size: Size = {},
	undoSeconds = 0,
): Promise<void> {
	const edge = await startEdge(fixture);
	const args = ["--company-id", "4201"];
	const app = openAs(edge.url, { args, undoSeconds, ...size });
	try {
		await app.until("All are marked");
		await app.press(keys.enter);
		await app.until("1 of 22");
		await app.until((screen) => !screen.includes("reading"));
		await play(app);
	} finally {
		app.kill("SIGTERM");
		await app.ended;
		await edge.stop();
	}
}

/** Files in the home of the person: name and size in bytes. */
const files = [
	["SUB-0301 rev B.pdf", 1_843_000],
	["anchor.jpg", 412_000],
] as const;

/** Runs the app on one step. */
async function inStep(
	id: string,
	play: (app: Terminal, url: string) => Promise<void>,
): Promise<void> {
	const edge = await startEdge(fixture);
	const ids = ["--company-id", "4201", "--project-id", "77", "--instance", id];
	const home = await mkdtemp(join(tmpdir(), "signoff-pictures-"));
	await mkdir(join(home, "Plans"));
	for (const [name, size] of files)
		await writeFile(join(home, "Plans", name), Buffer.alloc(size));
	const app = openAs(edge.url, { args: ids, env: { HOME: home } });
	try {
		await play(app, edge.url);
	} finally {
		app.kill("SIGTERM");
		await app.ended;
		await edge.stop();
		await rm(home, { recursive: true });
	}
}

await inApp(async (app) => {
	app.send(keys.down, keys.down, keys.down);
	await app.until("4 of 22");
	await saveScreen(app, "inbox", "The inbox");
	await app.press(keys.enter);
	await app.until("Who answers");
	await saveScreen(app, "step", "A step and who has answered it");
	await goToReview(app, "2", "Anchor embedment is 150 mm in the shop drawing.");
	await saveScreen(app, "review", "The review of an answer");
});
await inStep("9203", async (app) => {
	await app.until("Who answers");
	await app.press(keys.enter);
	await app.until("Your answer");
	await app.press("1");
	await untilSelected(app, "1");
	await app.press(keys.enter);
	await app.until("Comment");
	await app.press(keys.ctrlO);
	await app.until("The path of a file");
	app.paste('"~/Plans/SUB-0301 rev B.pdf" ~/Plans/anchor.jpg');
	await app.until("Enter attach");
	await app.press(keys.enter);
	await app.until((screen) => /anchor.*Enter go on/s.test(screen));
	await saveScreen(app, "files", "The files of an answer");
});
await inStep("9004", async (app, url) => {
	await goToReview(app, "1", "Fine by me.");
	await answerElsewhere(url);
	await app.press("s");
	await app.until("Outcome");
	await saveScreen(app, "conflict", "An answer that conflicts with another");
});
await inApp(
	async (app) => {
		await saveScreen(app, "preview-pane", "The inbox with the pane of a step");
	},
	{ columns: 120, rows: 28 },
);
await inApp(
	async (app) => {
		const frames = await recordDemo(app);
		const title =
			"A recording: one answer that can be taken back, and four answers together";
		await save("demo", renderRecording(frames, title));
	},
	{},
	5,
);

/** The same person answers the same step in another way, in another program. */
async function answerElsewhere(url: string): Promise<void> {
	const client = createClient({ baseUrl: url, auth: bearer("ada-token") });
	const draft = await client.resolveDraft({
		company_id: "4201",
		project_id: "77",
		id: "9004",
		option: "Return",
		comment: "The quantities differ from the delivery note.",
	});
	if (draft.kind !== "resolved") throw new Error("The draft is refused.");
	const { kind } = await client.respond(draft.submission);
	if (kind !== "recorded") throw new Error(`The outcome is ${kind}.`);
}

async function saveScreen(
	app: Terminal,
	name: string,
	title: string,
): Promise<void> {
	await save(name, renderSvg(app.cells(), title));
}

async function save(name: string, svg: string): Promise<void> {
	const file = join(images, `${name}.svg`);
	await writeFile(file, svg);
	console.log(file);
}
