import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Submission } from "@signoff/core";
import { bearer, type Client, createClient } from "@signoff/sdk";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { replyToReads } from "../testing/instance.ts";
import { ada, answer, ben } from "../testing/outbox-answers.ts";
import { newStateHome } from "../testing/state-home.ts";
import { type StubServer, startStubServer } from "../testing/stub-server.ts";
import { draftOf } from "./draft.ts";
import { entryMark, type NewEntry } from "./entry.ts";
import type { OutboxIdentity } from "./identity.ts";
import { openOutbox } from "./outbox.ts";
import type { Outbox } from "./outbox-api.ts";
import { LeaseLostError, OutboxError } from "./outbox-error.ts";
import { settleDue } from "./settle-due.ts";

const hourMs = 3_600_000;
const identity: OutboxIdentity = {
	environment: "https://api.procore.com",
	company_id: "4201",
	person: ada,
};
const approve = answer("9001");
const { step } = draftOf(approve.submission, []);

let now: number;
let directory: string;
let outbox: Outbox;

beforeEach(() => {
	now = Date.parse("2026-11-26T09:00:00Z");
	directory = newStateHome();
	outbox = open();
});

function open(): Outbox {
	const opened = openOutbox(directory, () => now);
	onTestFinished(() => opened.close());
	return opened;
}

/** An answer that was stored, and that no process is sending. */
function store(entry: NewEntry = approve, of = identity): string {
	const submitted = outbox.submit(of, entry);
	if (submitted.kind !== "claimed") throw new Error(submitted.kind);
	submitted.claim.wait(now);
	return submitted.claim.entry.id;
}

function onlyState(): unknown {
	const [entry, ...others] = outbox.list();
	if (entry === undefined || others.length > 0)
		throw new Error("There is not one entry.");
	return entry.state;
}

async function serve(
	submitted: Parameters<typeof replyToReads>[1],
): Promise<{ server: StubServer; client: Client }> {
	const server = await startStubServer(replyToReads("Review", submitted));
	onTestFinished(() => server.stop());
	const client = createClient({
		baseUrl: server.url,
		auth: bearer("ada-token"),
	});
	return { server, client };
}

/** A server whose first answer decides nothing, and that then refuses the token: the answer stays in doubt. */
async function serveDoubt(): Promise<{ server: StubServer; client: Client }> {
	const reads = replyToReads("Review", { status: 503 });
	let count = 0;
	const server = await startStubServer((request) =>
		request.method === "POST" && ++count > 1 ? { status: 401 } : reads(request),
	);
	onTestFinished(() => server.stop());
	const auth = bearer("ada-token");
	return { server, client: createClient({ baseUrl: server.url, auth }) };
}

const posts = ({ requests }: StubServer): number =>
	requests.filter(({ method }) => method === "POST").length;

test("an answer is taken back as long as its window is open, and becomes a draft", () => {
	const held = outbox.hold(identity, approve, 5000);
	expect(entryMark(held.entry)).toBe("sending");
	expect(outbox.claimDue(identity)).toBeNull();
	now += 4999;
	expect(outbox.takeBack(held.entry.id)).toMatchObject({ step });
	expect(outbox.list()).toEqual([]);
	expect(outbox.drafts.load(identity, step)).toEqual({
		option_id: "2000",
		comment: "Fine",
		files: [],
	});
	const late = outbox.hold(identity, approve, 5000);
	expect(outbox.drafts.load(identity, step)).toBeNull();
	now += 5000;
	expect(outbox.takeBack(late.entry.id)).toBeNull();
	expect(outbox.claimDue(identity)?.entry.id).toBe(late.entry.id);
});

test("an answer is sent before its window ends if the person says so", () => {
	const { entry } = outbox.hold(identity, approve, 5000);
	expect(outbox.nextDueAt(identity)).toBe(now + 5000);
	expect(outbox.sendNow(entry.id)).toBe(true);
	expect(outbox.nextDueAt(identity)).toBe(now);
	expect(outbox.claimDue(identity)?.entry.id).toBe(entry.id);
});

test("closing the outbox turns answers into drafts whose window is open", () => {
	outbox.hold(identity, approve, 5000);
	outbox.close();
	outbox = open();
	expect(outbox.list()).toEqual([]);
	expect(outbox.drafts.list(identity)).toMatchObject([{ step }]);
});

test("drafts belong to one person and step, and stay when the process ends", () => {
	const draft = { option_id: null, comment: "Hm", files: ["/tmp/a.pdf"] };
	outbox.drafts.save(identity, step, draft);
	outbox.drafts.save(identity, step, { ...draft, comment: "Hmm" });
	const other = open();
	expect(other.drafts.load(identity, step)?.comment).toBe("Hmm");
	const bens = { ...identity, person: ben };
	expect(other.drafts.load(bens, step)).toBeNull();
	expect(other.drafts.list(bens)).toEqual([]);
	const elsewhere = { ...step, project_id: undefined };
	expect(other.drafts.load(identity, elsewhere)).toBeNull();
	other.drafts.remove(identity, step);
	expect(outbox.drafts.load(identity, step)).toBeNull();
});

test("an entry that was never sent asks first after an hour", () => {
	const id = store();
	now += hourMs;
	expect(outbox.stale(identity)).toEqual([]);
	now += 1;
	expect(outbox.stale(identity)).toMatchObject([{ id }]);
	expect(outbox.claimDue(identity)).toBeNull();
	outbox.confirm(id);
	expect(outbox.stale(identity)).toEqual([]);
	expect(outbox.claimDue(identity)?.entry.id).toBe(id);
});

test("a stale entry can be turned into a draft", () => {
	const id = store();
	now += hourMs + 1;
	expect(outbox.takeBack(id)).toMatchObject({ step });
	expect(outbox.list()).toEqual([]);
});

test("whoever has lost the lease can write nothing more", async () => {
	const { server, client } = await serve({ status: 204 });
	store();
	const mine = outbox.claimDue(identity);
	// This process is stopped for longer than its lease.
	now += 15_001;
	const other = open();
	const theirs = other.claimDue(identity);
	expect(theirs?.entry.id).toBe(mine?.entry.id);
	expect(() => mine?.wait(0)).toThrow(LeaseLostError);
	const { settleClaim } = await import("./settle-claim.ts");
	if (mine === null) throw new Error("There was no claim.");
	expect(await settleClaim(client, mine)).toEqual({ kind: "lost" });
	expect(server.requests).toEqual([]);
	theirs?.wait(0);
});

test("an uncertain answer stays, and settles by itself at the time it was given", async () => {
	const { server, client } = await serveDoubt();
	store();
	await settleDue(outbox, client, identity);
	const [entry] = outbox.unsettled(identity);
	expect(entry).toMatchObject({
		sent: true,
		state: { outcome: { kind: "uncertain" } },
	});
	expect(entry && entryMark(entry)).toBe("uncertain");
	const sent = server.requests.length;
	await settleDue(outbox, client, identity);
	expect(server.requests).toHaveLength(sent);
	now = outbox.nextDueAt(identity) ?? 0;
	const healthy = await serve({ status: 204 });
	await settleDue(outbox, healthy.client, identity);
	expect(onlyState()).toMatchObject({ outcome: { kind: "recorded" } });
});

test("a deferred answer waits for the time that the server gives, and is then sent", async () => {
	const { server, client } = await serve({
		status: 429,
		headers: { "retry-after": "60" },
	});
	store();
	await settleDue(outbox, client, identity);
	expect(onlyState()).toMatchObject({
		kind: "open",
		outcome: { kind: "deferred" },
	});
	expect(posts(server)).toBe(1);
	now = outbox.nextDueAt(identity) ?? 0;
	const healthy = await serve({ status: 204 });
	await settleDue(outbox, healthy.client, identity);
	expect(onlyState()).toMatchObject({ outcome: { kind: "recorded" } });
	expect(posts(healthy.server)).toBe(1);
});

test("an answer of the app that is refused becomes a draft as well; one of a command does not", async () => {
	const { client } = await serve({ status: 403, body: {} });
	const { entry } = outbox.hold(identity, approve, 0);
	await settleDue(outbox, client, identity);
	expect(outbox.get(entry.id)?.state).toMatchObject({
		outcome: { kind: "forbidden" },
	});
	expect(outbox.drafts.load(identity, step)).toMatchObject({ comment: "Fine" });
	outbox.drafts.remove(identity, step);
	store();
	await settleDue(outbox, client, identity);
	expect(outbox.drafts.load(identity, step)).toBeNull();
});

test("the same answer takes up the entry in doubt; another answer to the step is refused", async () => {
	const { client } = await serveDoubt();
	const id = store();
	await settleDue(outbox, client, identity);
	const { submission } = approve;
	const same: Submission = {
		...submission,
		response: { ...submission.response, attachments: { upload_ids: [] } },
	};
	const again = outbox.submit(identity, { ...approve, submission: same });
	expect(again).toMatchObject({ kind: "claimed", resumed: true });
	expect(outbox.submit(identity, approve)).toMatchObject({ kind: "busy" });
	const rejected = outbox.submit(identity, answer("9001", "2001"));
	expect(rejected).toMatchObject({ kind: "unsettled", entry: { id } });
	expect(outbox.hold(identity, answer("9001", "2001"), 0)).toMatchObject({
		kind: "unsettled",
	});
	const bens = { ...identity, person: ben };
	expect(outbox.submit(bens, approve)).toMatchObject({
		kind: "claimed",
		resumed: false,
	});
});

test("another answer replaces one that never left", () => {
	store();
	expect(outbox.submit(identity, answer("9001", "2001"))).toMatchObject({
		kind: "claimed",
	});
	expect(
		outbox.list().map(({ submission }) => submission.response),
	).toMatchObject([{ selected_response_option_id: "2001" }]);
});

test("a file that cannot be read any more ends in `invalid`, and nothing is sent", async () => {
	const { server, client } = await serve({ status: 204 });
	store({ ...approve, files: ["/nonexistent/plan.pdf"] });
	await settleDue(outbox, client, identity);
	expect(onlyState()).toMatchObject({
		outcome: { kind: "invalid", issues: [{ code: "unreadable_file" }] },
	});
	expect(posts(server)).toBe(0);
});

const changes: Record<string, (path: string) => void> = {
	"is a database of something else": (path) =>
		change(path, "PRAGMA application_id = 1"),
	"was written by another version": (path) =>
		change(path, "PRAGMA user_version = 99"),
	"is not a database": (path) => writeFileSync(path, "x".repeat(8192)),
};

function change(path: string, sql: string): void {
	const db = new DatabaseSync(path);
	db.exec(sql);
	db.close();
}

test.each(Object.entries(changes))(
	"refuses a file that %s",
	(message, apply) => {
		outbox.close();
		const path = join(directory, "outbox.db");
		apply(path);
		expect(() => openOutbox(directory)).toThrow(OutboxError);
		expect(() => openOutbox(directory)).toThrow(message);
	},
);

test("sends nothing once a later version has migrated the file", async () => {
	const { server, client } = await serve({ status: 204 });
	store();
	change(join(directory, "outbox.db"), "PRAGMA user_version = 99");
	await expect(settleDue(outbox, client, identity)).rejects.toThrow(
		"was written by another version",
	);
	expect(server.requests).toEqual([]);
	change(join(directory, "outbox.db"), "PRAGMA user_version = 1");
});

test("refuses an entry that is damaged, without its content", () => {
	store();
	change(
		join(directory, "outbox.db"),
		"UPDATE entries SET submission = '{\"secret'",
	);
	expect(() => outbox.claimDue(identity)).toThrow(/^(?!.*secret).*damaged/);
});
