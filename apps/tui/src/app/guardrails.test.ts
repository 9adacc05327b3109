import { exitCodes } from "@signoff/core";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { goToReview, openAs, untilSelected } from "../testing/app.ts";
import { replyToReads } from "../testing/instance.ts";
import { signoff } from "../testing/run-cli.ts";
import { newConfigHome, newStateHome } from "../testing/state-home.ts";
import { startStubServer } from "../testing/stub-server.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

let isLimited = true;
const stub = await startStubServer((request) =>
	replyToReads(
		"Review",
		isLimited
			? { status: 429, headers: { "retry-after": "3600" }, body: {} }
			: { status: 204 },
	)(request),
);
afterAll(() => stub.stop());

let opened: Terminal[] = [];
afterEach(async () => {
	for (const app of opened) app.kill("SIGKILL");
	await Promise.all(opened.map(({ ended }) => ended));
	opened = [];
	isLimited = true;
});

const posts = (): number =>
	stub.requests.filter(({ method }) => method === "POST").length;

const one = [
	"--company-id",
	"4201",
	"--project-id",
	"77",
	"--instance",
	"9001",
];

function open(state: string, config: object): Terminal {
	const app = openAs(stub.url, {
		args: [...one, "--wait", "1"],
		env: {
			XDG_STATE_HOME: state,
			XDG_CONFIG_HOME: newConfigHome({ undo_seconds: 0, ...config }),
		},
	});
	opened.push(app);
	return app;
}

/** Stores an answer that waits for the server's limit, in the app or with a command. */
async function storeWaiting(state: string, way: string): Promise<void> {
	if (way === "the app") {
		const app = open(state, {});
		await goToReview(app, "1", "");
		await app.press("s");
		await app.ready("send again");
		await app.press("q");
		expect((await app.ended).code).toBe(exitCodes.deferred);
		return;
	}
	const run = await signoff(
		["respond", ...one, "--step", "1", "--option", "Approve", "--wait", "1"],
		{
			env: {
				SIGNOFF_BASE_URL: stub.url,
				SIGNOFF_TOKEN: "ada-token",
				XDG_STATE_HOME: state,
				XDG_CONFIG_HOME: newConfigHome({}),
			},
		},
	);
	expect(run.code).toBe(exitCodes.deferred);
}

test.each<[way: string, config: object, sentence: string]>([
	["the app", { read_only: true }, "reading only (`read_only`)"],
	["a command", { off_limits: ["77"] }, "this project (`off_limits`)"],
	["a command", { comment_required: ["approve"] }, "(`comment_required`)"],
])(
	"an answer of %s that waits is not sent once %j forbids it, and becomes a draft",
	async (way, config, sentence) => {
		const state = newStateHome();
		await storeWaiting(state, way);
		isLimited = false;
		const before = posts();
		const app = open(state, config);
		await app.ready("s send now");
		await app.press("s");
		const outcome = await app.ready("· Outcome");
		expect(outcome.replace(/\s+/g, " ")).toContain(sentence);
		await app.press("q");
		expect((await app.ended).code).toBe(exitCodes.invalid);
		expect(posts()).toBe(before);
		// Allowed again, it is sent by the person only.
		const again = open(state, {});
		await again.until("Who answers");
		await again.press(keys.enter);
		await untilSelected(again, "1");
		expect(posts()).toBe(before);
	},
);
