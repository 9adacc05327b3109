import { bearer, createClient } from "@signoff/sdk";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { openAs, untilSelected } from "../testing/app.ts";
import { countKeys } from "../testing/count-keys.ts";
import { type Edge, startEdge } from "../testing/edge.ts";
import { type LossyProxy, startLossyProxy } from "../testing/lossy-proxy.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { newConfigHome, newStateHome } from "../testing/state-home.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 90_000 });

const ids = (from: number, count: number): string[] =>
	Array.from({ length: count }, (_, index) => `${from + index}`);

const edges: Promise<Edge>[] = [];
const edgeWith = (instances: string[], policies: string[] = []) => {
	const edge = startEdge(sampleCompany(instances, policies));
	edges.push(edge);
	return edge;
};
let opened: Terminal[] = [];
let proxies: LossyProxy[] = [];
afterEach(async () => {
	for (const app of opened) app.kill("SIGKILL");
	await Promise.all(opened.map(({ ended }) => ended));
	await Promise.all(proxies.map((proxy) => proxy.stop()));
	opened = [];
	proxies = [];
});
afterAll(async () => {
	for (const edge of edges) await (await edge).stop();
});

function open(
	url: string,
	config: object = {},
	state = newStateHome(),
	size: { columns?: number; rows?: number } = {},
): Terminal {
	const app = openAs(url, {
		args: ["--company-id", "4201"],
		env: {
			XDG_STATE_HOME: state,
			XDG_CONFIG_HOME: newConfigHome({ undo_seconds: 0, ...config }),
		},
		...size,
	});
	opened.push(app);
	return app;
}

async function proxyOf(
	url: string,
	forbids?: (path: string) => boolean,
): Promise<LossyProxy> {
	const proxy = await startLossyProxy(url, 0, undefined, forbids);
	proxies.push(proxy);
	return proxy;
}

const scope = { company_id: "4201", project_id: "77" };

/** Answers the first step of an instance elsewhere. */
async function answerAs(
	person: string,
	url: string,
	id: string,
	option: string,
): Promise<void> {
	const client = createClient({
		baseUrl: url,
		auth: bearer(`${person}-token`),
	});
	const { current_step_occurrence } = await client.instances.get(scope, id);
	const outcome = await client.respond({
		...scope,
		id,
		response: {
			current_step_occurrence_id: current_step_occurrence?.id ?? "",
			selected_response_option_id: option,
		},
	});
	expect(outcome.kind).toBe("recorded");
}

/** The comments of Ada that are on record for an instance. */
async function recorded(url: string, id: string): Promise<(string | null)[]> {
	const client = createClient({ baseUrl: url, auth: bearer("ada-token") });
	const { history } = await client.instances.history(scope, id);
	return history.flatMap(({ details }) =>
		(
			(
				details as {
					responses?: {
						id: string;
						comment: string | null;
						responded_at: string | null;
					}[];
				}
			).responses ?? []
		)
			.filter((each) => each.id === "101" && each.responded_at !== null)
			.map(({ comment }) => comment),
	);
}

test("forty answers in under sixty keys: with one conflict, one superseded and one not permitted", async () => {
	const instances = ids(9001, 40);
	const { url } = await edgeWith(instances, ["9901"]);
	const proxy = await proxyOf(url, (path) => path.includes("/9004/"));
	const app = open(proxy.url);
	await app.until("1 of 41");
	await answerAs("ada", url, "9002", "2001");
	await answerAs("ben", url, "9003", "2000");
	const { press, count } = countKeys(app);
	await press("/", ..."tool:inv");
	await app.until("Filter: tool:inv");
	await press(keys.enter);
	await app.until("1 of 40 (41 in all)");
	// Until then the filter takes the next key as text.
	await app.until("/ changes it");
	await press("*");
	expect(await app.ready("Answer 40 steps")).toContain("Invoices 49001");
	await press("1");
	await untilSelected(app, "1");
	await press(keys.enter);
	await app.until("One comment for all");
	await press(..."Fine.");
	await app.until("One comment for all: 5 characters");
	await press(keys.enter);
	const summary = await app.ready("Send these?");
	expect(summary).toContain("Type send to send 40 answers:");
	expect(summary).toContain("Pier 9 (77): 40 Invoices");
	await typeWord({ ...app, press }, 40);
	const done = await app.ready("40 of 40 done");
	expect(count()).toBeLessThan(60);
	expect(
		done
			.split("\n")
			.slice(4, 8)
			.map((row) => row.trim()),
	).toEqual([
		expect.stringMatching(/^❯ ✖ forbidden +Invoices 49004/),
		expect.stringMatching(/^↷ superseded +Invoices 49003/),
		expect.stringMatching(/^≠ conflict +Invoices 49002/),
		expect.stringMatching(/^✔ recorded +Invoices/),
	]);
	expect(done).toContain("3 not recorded · 37 on record");
	for (const id of instances) {
		const comments = await recorded(url, id);
		expect(comments).toEqual(
			id === "9002" ? [null] : ["9003", "9004"].includes(id) ? [] : ["Fine."],
		);
	}
	expect(new Set(proxy.posts).size).toBe(proxy.posts.length);
	// The row of a failure stays in the inbox until it was opened.
	await app.press("i");
	await app.until((screen) => /forbidden +Architectural/.test(screen));
	await app.press("b");
	await app.ready("40 of 40 done");
	app.send(keys.down);
	await app.until((screen) => screen.includes("❯ ↷ superseded"));
	// An answer that was opened from the table goes back to its row there.
	for (const key of [keys.escape, keys.enter]) {
		await app.press(keys.enter);
		await app.ready("Outcome");
		await app.press(key);
		await app.until((screen) => /❯ ↷ superseded +Invoices 49003/.test(screen));
	}
	await app.press(keys.enter);
	await app.ready("Outcome");
	await app.press("i");
	await app.until("Inbox");
	await app.press("q");
	expect((await app.ended).after).toContain("Invoices 49002");
});

/** Types the word that sends; a letter that does not fit is no matter. */
async function typeWord(
	app: Pick<Terminal, "press" | "until">,
	count: number,
): Promise<void> {
	const question = `to send ${count} ${count === 1 ? "answer" : "answers"}:`;
	for (const [letter, typed] of [
		["s", "s"],
		["s", "s"],
		["e", "se"],
		["n", "sen"],
	] as const) {
		await app.press(letter);
		await app.until(`${question} ${typed}`);
	}
	await app.press("d");
}

/** Shows the page of keys. A busy app may have read the key together with the one before it. */
async function showKeys(app: Terminal): Promise<void> {
	await app.press("?");
	await app.until("any key closes this", 1000).catch(() => showKeys(app));
}

/** Marks all steps, and goes to the summary of the first option, without a comment. */
async function toSummary(app: Terminal, count: number): Promise<string> {
	await app.until(`1 of ${count}`);
	await app.press("*");
	await app.ready(`Answer ${count} steps`);
	await app.press("1");
	await untilSelected(app, "1");
	await app.press(keys.enter);
	await app.until("One comment for all");
	await app.press(keys.enter);
	return app.ready("Send these?");
}

test("u takes a whole batch back, kill -9 makes drafts of it, and after kill -9 while it is sent each is settled once", async () => {
	const instances = ids(9001, 4);
	const { url } = await edgeWith(instances);
	const state = newStateHome();
	const proxy = await startLossyProxy(url, 2);
	proxies.push(proxy);
	const app = open(proxy.url, { undo_seconds: 600 }, state);
	const summary = await toSummary(app, 4);
	expect(summary).not.toContain("Type send");
	await app.press("s");
	expect(await app.ready("Batch: sending")).toMatch(/❯ ○ in \d+ s/);
	await app.press("u");
	await app.ready("4 taken back: they are drafts, and were not sent.");
	expect(app.screen()).toContain("Send these?");
	await app.press("s");
	await app.ready("Batch: sending");
	app.kill("SIGKILL");
	await app.ended;
	expect(proxy.posts).toEqual([]);
	// They are drafts, with the option.
	const again = open(proxy.url, { undo_seconds: 600 }, state);
	await again.until("1 of 4");
	await again.press(keys.enter);
	await again.until("Who answers");
	await again.press(keys.enter);
	await untilSelected(again, "1");
	await again.press(keys.escape);
	await again.until("Who answers");
	await again.press(keys.escape);
	await toSummary(again, 4);
	await again.press("s");
	await again.ready("Batch: sending");
	const lost = proxy.nextLoss();
	await again.press("s");
	await lost;
	again.kill("SIGKILL");
	await again.ended;
	proxy.heal();
	const last = open(proxy.url, {}, state);
	await vi.waitFor(
		async () => {
			for (const id of instances)
				expect(await recorded(url, id)).toHaveLength(1);
		},
		{ timeout: 30_000, interval: 250 },
	);
	await last.until((screen) => !/sending|uncertain/.test(screen));
	await last.press("q");
	await last.ended;
	for (const id of instances) expect(await recorded(url, id)).toHaveLength(1);
});

test("a range of two tools with a comment for each step, which survives kill -9", async () => {
	const { url } = await edgeWith(ids(9001, 3), ["9901"]);
	const state = newStateHome();
	const app = open(url, {}, state, { columns: 110 });
	await app.until("1 of 4");
	await app.press("V");
	await app.until("1 marked");
	app.send(keys.end);
	await app.until("4 marked");
	await app.press("V");
	await app.until(
		(screen) => screen.includes("4 marked") && !screen.includes("range:"),
	);
	await app.press(" ");
	await app.until("3 marked");
	await app.press(" ");
	await app.until("4 marked");
	await app.press("1");
	await app.ready("Answer 4 steps");
	await untilSelected(app, "1");
	await app.press(keys.enter);
	await app.until("One comment for all");
	await app.press("\t");
	for (const text of ["a", "b", "c"]) {
		await app.until(`Step ${text.charCodeAt(0) - 96} of 4`);
		await app.press(text);
		await app.until("Its comment: 1 characters");
		await app.press(keys.enter);
	}
	await app.until("Step 4 of 4");
	app.kill("SIGKILL");
	await app.ended;
	// What was written is stored, and is proposed again.
	const again = open(url, {}, state, { columns: 110 });
	await again.until("1 of 4");
	await again.press("*");
	await again.ready("Answer 4 steps");
	await again.press("1");
	await untilSelected(again, "1");
	await again.press(keys.enter);
	await again.until("Its comment: 1 characters");
	await again.press(keys.ctrlD);
	const summary = await again.ready("Send these?");
	expect(summary).toContain("each its own, see below; 1 without one");
	expect(summary).toContain("The company: 1 Policies");
	expect(summary).toContain("Pier 9 (77): 3 Invoices");
	await again.press("s");
	await again.ready("4 on record");
	await again.press("q");
	expect((await again.ended).code).toBe(0);
	const comments = await Promise.all(
		ids(9001, 3).map((id) => recorded(url, id)),
	);
	expect(comments.flat()).toEqual(["a", "b", "c"]);
});

test("the config file limits batches and single answers", async () => {
	const { url } = await edgeWith(ids(9001, 2));
	const refusals: [config: object, reason: string][] = [
		[{ read_only: true }, "`read_only`"],
		[{ max_batch: 1 }, "`max_batch`"],
		[{ comment_required: ["approve"] }, "`comment_required`"],
		[{ off_limits: ["77"] }, "`off_limits`"],
	];
	for (const [config, reason] of refusals) {
		const app = open(url, config);
		await app.until("1 of 2");
		const summary = await toSummary(app, 2);
		expect(summary).toContain(reason);
		await app.press("s");
		// The key did nothing, and no key sends.
		await showKeys(app);
		expect(app.screen()).not.toContain("send");
		app.kill("SIGKILL");
	}
	const app = open(url, { confirm: ["approve"] });
	await app.until("1 of 2");
	await app.press("1");
	await app.until("Your answer");
	await app.press(keys.enter);
	await app.until("A comment, if you like");
	await app.press(keys.enter);
	await app.ready("Type send to send 1 answer:");
	await typeWord(app, 1);
	await app.until("recorded: Approve for Invoices 49001");
});
