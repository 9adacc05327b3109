import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { environmentOf } from "../outbox/identity.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { goToReview, openAs } from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { type LossyProxy, startLossyProxy } from "../testing/lossy-proxy.ts";
import { ada, answer } from "../testing/outbox-answers.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { newStateHome } from "../testing/state-home.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 90_000 });

const instances = Array.from({ length: 9 }, (_, index) => `${9001 + index}`);
const edge = await startEdge(sampleCompany(instances));
afterAll(() => edge.stop());

/** Longer than a test takes. */
const longWindow = 600;

let proxies: LossyProxy[] = [];
let opened: Terminal[] = [];
afterEach(async () => {
	for (const app of opened) app.kill("SIGKILL");
	await Promise.all(opened.map(({ ended }) => ended));
	await Promise.all(proxies.map((proxy) => proxy.stop()));
	opened = [];
	proxies = [];
});

async function useProxy(losses = 0): Promise<LossyProxy> {
	const proxy = await startLossyProxy(edge.url, losses);
	proxies.push(proxy);
	return proxy;
}

/** Opens the inbox of the one project. */
function open(
	url: string,
	state: string,
	{
		undoSeconds = 0,
		token = "ada-token",
		args = [],
		env = {},
	}: {
		undoSeconds?: number;
		token?: string;
		args?: string[];
		env?: Record<string, string>;
	} = {},
): Terminal {
	const app = openAs(url, {
		token,
		undoSeconds,
		args: ["--company-id", "4201", "--project-id", "77", ...args],
		env: { XDG_STATE_HOME: state, ...env },
		columns: 110,
	});
	opened.push(app);
	return app;
}

/** Filters the inbox for an instance. */
async function show(app: Terminal, id: string): Promise<void> {
	await app.until((screen) => screen.includes(`Invoices 4${id}`));
	app.send("/");
	await app.until("Filter:");
	app.send(`4${id}`);
	await app.until(`Filter: 4${id}`);
	await app.press(keys.enter);
	await app.until("/ changes it");
}

async function openStep(app: Terminal, id: string): Promise<void> {
	await show(app, id);
	await app.press(keys.enter);
	await app.until("Who answers");
}

/** Decides on an instance of the inbox. */
async function decide(app: Terminal, id: string): Promise<void> {
	await openStep(app, id);
	await goToReview(app, "1", "Fine by me.");
	await app.press("s");
}

/** How many responses of Ada an instance has. */
async function responses(id: string): Promise<number> {
	const client = createClient({ baseUrl: edge.url, auth: bearer("ada-token") });
	const scope = { company_id: "4201", project_id: "77" };
	const { history } = await client.instances.history(scope, id);
	return (JSON.stringify(history).match(/"responded_at":"/g) ?? []).length;
}

/** The draft is there when the step is opened: its option is chosen, and its comment written. */
async function expectDraft(app: Terminal, id: string): Promise<void> {
	await openStep(app, id);
	await app.press(keys.enter);
	await app.until((screen) => /^❯ 1 /m.test(screen));
	await app.press(keys.enter);
	await app.until("Fine by me.");
}

test("u takes an answer back: nothing is sent, and its draft is on the review, also at the next start", async () => {
	const proxy = await useProxy();
	const state = newStateHome();
	const app = open(proxy.url, state, { undoSeconds: longWindow });
	await decide(app, "9001");
	expect(await app.until("u takes it back")).toMatch(
		/Approve for Invoices 49001 goes in \d+ s/,
	);
	await app.until((screen) => /sending +Architectural/.test(screen));
	await app.press("u");
	expect(await app.until("Send this?")).toContain("Fine by me.");
	await app.ready("Taken back.");
	await app.press("q");
	expect(await app.ended).toMatchObject({ code: 0, after: "" });
	const again = open(proxy.url, state);
	await expectDraft(again, "9001");
	expect(proxy.posts).toEqual([]);
});

test("leaving with an open window asks once; the answer is then a draft, and is not sent", async () => {
	const proxy = await useProxy();
	const state = newStateHome();
	const app = open(proxy.url, state, { undoSeconds: longWindow });
	await decide(app, "9001");
	await app.until("u takes it back");
	await app.press("q");
	await app.ready("It is then a draft");
	await app.press("y");
	expect(await app.ended).toMatchObject({
		code: 0,
		after:
			"Not sent; it is a draft again:\n  Invoices 49001, Architectural review (step 1), Approve, instance 9001\n",
	});
	const again = open(proxy.url, state);
	await expectDraft(again, "9001");
	expect(proxy.posts).toEqual([]);
});

test("what is typed survives kill -9, and so does an answer whose window was open, as a draft", async () => {
	const proxy = await useProxy();
	const state = newStateHome();
	const typing = open(proxy.url, state);
	await openStep(typing, "9001");
	await typing.press(keys.enter);
	await typing.until("Your answer");
	await typing.press("1");
	await typing.until((screen) => /^❯ 1 /m.test(screen));
	await typing.press(keys.enter);
	await typing.until("A comment, if you like");
	typing.send("Fine by me.");
	await typing.until("Fine by me.");
	typing.kill("SIGKILL");
	await typing.ended;
	const deciding = open(proxy.url, state, { undoSeconds: longWindow });
	await expectDraft(deciding, "9001");
	await deciding.press(keys.enter);
	await deciding.ready("Send this?");
	await deciding.press("s");
	await deciding.until("u takes it back");
	deciding.kill("SIGKILL");
	await deciding.ended;
	const again = open(proxy.url, state);
	await expectDraft(again, "9001");
	expect(proxy.posts).toEqual([]);
});

test("a lost answer settles while the person goes on", async () => {
	const proxy = await useProxy(1);
	const app = open(proxy.url, newStateHome(), { args: ["--wait", "3"] });
	const lost = proxy.nextLoss();
	await decide(app, "9002");
	await lost;
	await app.until((screen) => /uncertain +Architectural/.test(screen));
	// Another step is open meanwhile.
	await app.press(keys.escape);
	await app.until((screen) => !screen.includes("/ changes it"));
	proxy.heal();
	await openStep(app, "9003");
	await app.until("✔ recorded: Approve for Invoices 49002");
	expect(app.screen()).toContain("Who answers");
	await app.press("q");
	const { code, after } = await app.ended;
	expect({ code, after }).toEqual({
		code: 0,
		after:
			"✔ Your response is on record.\n  Invoices 49002, Architectural review (step 2), Approve, instance 9002\n",
	});
	expect(await responses("9002")).toBe(1);
});

test("kill -9 with an answer in doubt: the next start settles it once; quitting before says what is known", async () => {
	const proxy = await useProxy(1);
	const state = newStateHome();
	// The inbox is stored, and shown at the next start before the server answers.
	const before = open(proxy.url, state);
	await before.until((screen) => / of \d\n/.test(screen));
	await before.press("q");
	await before.ended;
	const app = open(proxy.url, state);
	const lost = proxy.nextLoss();
	await decide(app, "9004");
	await lost;
	app.kill("SIGKILL");
	await app.ended;
	// The server still answers nothing.
	const waiting = open(proxy.url, state);
	await waiting.until((screen) => /sending +Architectural/.test(screen));
	await waiting.press("q");
	await waiting.ready("Leave all the same?");
	await waiting.press("y");
	const left = await waiting.ended;
	expect(left.after).toContain(
		"? It is not certain whether your response is on record.\n  Invoices 49004",
	);
	expect(left.after).toContain("It stays in the outbox");
	expect(left.code).toBe(9);
	proxy.heal();
	const restarted = open(proxy.url, state);
	await restarted.until("✔ recorded: Approve for Invoices 49004");
	await restarted.press("q");
	expect((await restarted.ended).code).toBe(0);
	expect(new Set(proxy.posts).size).toBe(1);
	expect(await responses("9004")).toBe(1);
});

test("two apps on one outbox show the answer of one of them, and send it once", async () => {
	const proxy = await useProxy();
	const state = newStateHome();
	const first = open(proxy.url, state, { undoSeconds: longWindow });
	const second = open(proxy.url, state, { undoSeconds: longWindow });
	await show(second, "9005");
	await decide(first, "9005");
	await first.until("u takes it back");
	await second.until((screen) => /sending +Architectural/.test(screen));
	// The other app sends it at once, and shows its progress.
	await second.press(keys.enter);
	await second.ready("u takes it back, s sends it now");
	await second.press("s");
	await second.until("Outcome");
	await first.until("recorded: Approve for Invoices 49005");
	for (const app of [first, second]) {
		await app.press("q");
		expect((await app.ended).code).toBe(0);
	}
	expect(proxy.posts).toHaveLength(1);
});

test("another login sends and shows nothing of the first one's", async () => {
	const proxy = await useProxy(1);
	const state = newStateHome();
	const app = open(proxy.url, state);
	const lost = proxy.nextLoss();
	await decide(app, "9006");
	await lost;
	app.kill("SIGKILL");
	await app.ended;
	proxy.heal();
	const posts = proxy.posts.length;
	const other = open(proxy.url, state, { token: "ben-token" });
	// The outbox is open, and what Ben decides is sent.
	await decide(other, "9007");
	await other.until("✔ recorded: Approve for Invoices 49007");
	expect(other.screen()).not.toContain("uncertain");
	await other.press("q");
	const { after } = await other.ended;
	expect(after).not.toContain("49006");
	expect(proxy.posts.slice(posts)).toEqual([expect.stringContaining("/9007/")]);
});

test("an answer that was decided long ago is asked about at the start", async () => {
	const proxy = await useProxy();
	const state = newStateHome();
	await mkdir(join(state, "signoff"));
	const hoursAgo = Date.now() - 2 * 3_600_000;
	const outbox = openOutbox(join(state, "signoff"), () => hoursAgo);
	const identity = {
		environment: environmentOf(proxy.url),
		company_id: "4201",
		person: ada,
	};
	for (const id of ["9008", "9009"]) {
		const entry = answer(id, "2000", String(Number(id) - 9000));
		const submitted = outbox.submit(identity, entry);
		if (submitted.kind === "claimed") submitted.claim.wait(0);
	}
	outbox.close();
	const app = open(proxy.url, state);
	expect(await app.until("it was never sent")).toContain("Invoices 49008");
	expect(proxy.posts).toEqual([]);
	await app.ready("Send it now?");
	await app.press("s");
	await app.until((screen) => screen.includes("Invoices 49009, Arch"));
	await app.ready("Send it now?");
	await app.press("d");
	await app.until("✔ recorded: Approve for Invoices 49008");
	await app.press("q");
	expect((await app.ended).code).toBe(0);
	expect(proxy.posts).toEqual([expect.stringContaining("/9008/")]);
});

test("an outbox that is damaged is reported with the fix, and nothing is sent", async () => {
	const proxy = await useProxy();
	const state = newStateHome();
	await mkdir(join(state, "signoff"));
	writeFileSync(join(state, "signoff", "outbox.db"), "no database".repeat(500));
	const app = open(proxy.url, state);
	const problem = await app.until("Nothing can be sent");
	expect(problem.replaceAll("\n", " ")).toContain("or move it away");
	await app.press(keys.enter);
	await app.until("Nothing is sent.");
	await openStep(app, "9009");
	await goToReview(app, "1", "");
	await app.press("s");
	await app.until("Nothing can be sent");
	await app.press(keys.enter);
	await app.ready("Send this?");
	await app.press("q");
	const { code, after } = await app.ended;
	expect(code).toBe(2);
	expect(after).toContain("or move it away");
	expect(proxy.posts).toEqual([]);
});

test.runIf(process.platform === "linux")(
	"a disk that is full while the app runs is reported, leaving asks first, and what was stored before is there",
	async () => {
		const proxy = await useProxy();
		const state = newStateHome();
		// Node would write its cache when the signal for files that are too large is no longer ignored.
		const env = { NODE_DISABLE_COMPILE_CACHE: "1" };
		const app = open(proxy.url, state, { env });
		await openStep(app, "9009");
		await goToReview(app, "1", "Before");
		await app.press(keys.escape);
		await app.until("Your comment: 6 characters");
		// A limit for the size of files stands for the end of the disk.
		execFileSync("/usr/bin/prlimit", ["--fsize=1", "--pid", String(app.pid)]);
		app.paste(" and after");
		await app.until("Nothing can be sent");
		await app.press(keys.enter);
		await app.until("Your comment: 16 characters");
		await app.press(keys.ctrlC);
		await app.ready("is lost if you leave");
		await app.press("y");
		const { code, after } = await app.ended;
		expect(code).toBe(2);
		expect(after).toContain("Free space on the disk");
		expect(proxy.posts).toEqual([]);
		const next = open(proxy.url, state);
		await openStep(next, "9009");
		await next.press(keys.enter);
		await next.until("❯ 1 ");
		await next.press(keys.enter);
		expect(await next.until("Your comment: 6 characters")).toContain("Before");
		next.kill("SIGTERM");
		await next.ended;
	},
);
