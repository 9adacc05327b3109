import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Submission } from "@signoff/core";
import { expect, onTestFinished, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import type { RespondAllOptions } from "../bulk/options.ts";
import type { RespondAllResult } from "../bulk/respond-all.ts";
import { createClient } from "../client.ts";
import { JournalError } from "../settlement/journal-error.ts";
import {
	instance,
	noContent,
	personAda,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import {
	type StubReply,
	type StubServer,
	serve,
} from "../testing/stub-server.ts";
import { sqliteJournal } from "./sqlite-journal.ts";

const direct = { readFirst: false };

function newFile(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return join(folder, "journal.db");
}

/** Settles a list with the journal in a file, as a process would that ends afterwards. */
async function settleList(
	server: StubServer,
	file: string,
	list: Submission[],
	options: RespondAllOptions = direct,
): Promise<RespondAllResult[]> {
	using journal = sqliteJournal(file);
	const client = createClient({
		baseUrl: server.url,
		auth: bearer("ada-token"),
	});
	const settled: RespondAllResult[] = [];
	for await (const each of client.respondAll(list, { ...options, journal }))
		settled.push(each);
	return settled;
}

const kinds = (settled: RespondAllResult[]): string[] =>
	settled.map(({ outcome }) => outcome.kind);
const posts = ({ requests }: StubServer): number =>
	requests.filter(({ method }) => method === "POST").length;
const withResponse = (
	response: Partial<Submission["response"]>,
): Submission => ({
	...submission,
	response: { ...submission.response, ...response },
});

test("a settled submission is not sent again", async () => {
	const file = newFile();
	const server = await serve(sampleApi(() => noContent));
	expect(kinds(await settleList(server, file, [submission]))).toEqual([
		"accepted",
	]);
	expect(kinds(await settleList(server, file, [submission]))).toEqual([
		"accepted",
	]);
	expect(posts(server)).toBe(1);
});

test("a submission that was deferred or unauthenticated is sent again", async () => {
	const file = newFile();
	const unauthorized: StubReply = { kind: "reply", status: 401 };
	const rateLimited: StubReply = {
		kind: "reply",
		status: 429,
		headers: { "Retry-After": "3600" },
	};
	const replies = [unauthorized, rateLimited, noContent];
	const server = await serve(
		sampleApi((count) => replies[count - 1] ?? noContent),
	);
	const outcomes: string[] = [];
	for (const _ of replies)
		outcomes.push(...kinds(await settleList(server, file, [submission])));
	expect(outcomes).toEqual(["unauthenticated", "deferred", "accepted"]);
});

test("an uncertain submission stays in doubt: a refusal alone does not settle it", async () => {
	const file = newFile();
	const server = await serve(({ method, path }) => {
		if (method === "POST")
			return posts(server) === 1
				? { kind: "drop" }
				: { kind: "reply", status: 403 };
		return path === "/rest/v1.0/me"
			? { kind: "reply", status: 200, body: personAda }
			: { kind: "reply", status: 404 };
	});
	const once = { ...direct, maxCalls: 1 };
	expect(kinds(await settleList(server, file, [submission], once))).toEqual([
		"uncertain",
	]);
	expect(
		kinds(
			await settleList(server, file, [submission], {
				...direct,
				deadlineMs: 1_500,
			}),
		),
	).toEqual(["uncertain"]);
	expect(posts(server)).toBe(2);
});

test("after an abort during the read of `me`, an uncertain submission stays in doubt", async () => {
	const file = newFile();
	const aborter = new AbortController();
	const server = await serve(({ path }) => {
		if (path === "/rest/v1.0/me") aborter.abort();
		return { kind: "drop" };
	});
	await settleList(server, file, [submission], { ...direct, maxCalls: 1 });
	using journal = sqliteJournal(file);
	const client = createClient({ baseUrl: server.url, auth: bearer("t") });
	const known: string[] = [];
	const { signal } = aborter;
	const running = (async () => {
		const options = { ...direct, journal, signal };
		for await (const { outcome } of client.respondAll([submission], options))
			known.push(outcome.kind);
	})();
	await expect(running).rejects.toMatchObject({ name: "AbortError" });
	expect(known).toEqual(["uncertain"]);
	expect(posts(server)).toBe(1);
});

test.each<[string, Submission, (string | number)[]]>([
	[
		"another option",
		withResponse({ selected_response_option_id: "2001" }),
		["response", "selected_response_option_id"],
	],
	["another comment", withResponse({ comment: "No" }), ["response", "comment"]],
])(
	"%s than the journal holds is invalid, and nothing is sent",
	async (_, changed, path) => {
		const file = newFile();
		const server = await serve(sampleApi(() => noContent));
		await settleList(server, file, [submission]);
		const [settled] = await settleList(server, file, [changed]);
		expect(settled?.outcome).toMatchObject({
			kind: "invalid",
			issues: [{ code: "journal_mismatch", path }],
		});
		expect(posts(server)).toBe(1);
	},
);

test("other files than the journal holds are reported, and nothing is sent", async () => {
	const file = newFile();
	const replayed = { "Idempotency-Replayed": "false" };
	const server = await serve(
		sampleApi(() => ({ kind: "reply", status: 204, headers: replayed })),
	);
	const first = withResponse({ attachments: { upload_ids: ["u-1"] } });
	const other = withResponse({ attachments: { upload_ids: ["u-2"] } });
	const attachmentsOf = async (each: Submission): Promise<unknown> =>
		(await settleList(server, file, [each]))[0]?.outcome.attachments;
	expect(await attachmentsOf(first)).toBe("same");
	expect(await attachmentsOf(first)).toBe("same");
	expect(await attachmentsOf(other)).toBe("differ");
	expect(posts(server)).toBe(1);
});

test("the journal of another person is refused", async () => {
	const file = newFile();
	const server = await serve(sampleApi(() => noContent));
	await settleList(server, file, [submission], {});
	const ben = { id: 102, login: "ben@harbor.example", name: "Ben Okri" };
	const bens = await serve(sampleApi(() => noContent));
	const proxied = await serve(({ path }) =>
		path === "/rest/v1.0/me"
			? { kind: "reply", status: 200, body: ben }
			: { kind: "reply", status: 500 },
	);
	using journal = sqliteJournal(file);
	const client = createClient({
		baseUrl: server.url,
		auth: bearer("ben-token"),
		fetch: (input, init) => {
			const request = new Request(input, init);
			return fetch(request.url.replace(server.url, proxied.url), request);
		},
	});
	const settled: RespondAllResult[] = [];
	for await (const each of client.respondAll([submission], { journal }))
		settled.push(each);
	expect(settled[0]?.outcome).toMatchObject({
		kind: "invalid",
		issues: [{ code: "journal_mismatch", path: [] }],
	});
	expect(posts(bens)).toBe(0);
});

test("a second submission for a step in the same list is compared by the server, in each run", async () => {
	const file = newFile();
	const shown = (): ReturnType<typeof instance> =>
		instance({ option: "Approve", comment: "Looks good ✓" });
	const refusal: StubReply = { kind: "reply", status: 422 };
	const server = await serve(
		sampleApi((count) => (count === 1 ? noContent : refusal), shown),
	);
	const list = [submission, withResponse({ comment: "No" })];
	for (const _ of [1, 2])
		expect(kinds(await settleList(server, file, list)).sort()).toEqual([
			"accepted",
			"conflict",
		]);
});

test("one Idempotency-Token is sent with every attempt, across runs", async () => {
	const file = newFile();
	const server = await serve(
		sampleApi((count) => (count === 1 ? { kind: "drop" } : noContent)),
	);
	const options = { ...direct, idempotencyToken: true };
	await settleList(server, file, [submission], { ...options, maxCalls: 1 });
	await settleList(server, file, [submission], options);
	const tokens = server.requests
		.filter(({ method }) => method === "POST")
		.map(({ headers }) => headers["idempotency-token"]);
	expect(tokens).toHaveLength(2);
	expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
	expect(tokens[1]).toBe(tokens[0]);
});

test("leaving the loop stores running submissions in the journal", async () => {
	const file = newFile();
	const server = await serve(sampleApi(() => noContent));
	const list = Array.from({ length: 30 }, (_, index) => ({
		...submission,
		id: `i-${index}`,
	}));
	{
		using journal = sqliteJournal(file);
		const client = createClient({ baseUrl: server.url, auth: bearer("t") });
		const options = { ...direct, concurrency: 4, journal };
		for await (const _ of client.respondAll(list, options)) break;
	}
	const sent = posts(server);
	expect(sent).toBeLessThan(30);
	await settleList(server, file, list);
	expect(posts(server)).toBe(30);
});

test("each state is stored before its command is executed", async () => {
	const file = newFile();
	const journal = sqliteJournal(file);
	const saved: string[] = [];
	const recording = {
		load: journal.load,
		save: async (...[key, entry]: Parameters<typeof journal.save>) => {
			await journal.save(key, entry);
			saved.push(`${entry.state.command.kind} after ${server.requests.length}`);
		},
		done: journal.done,
	};
	const server = await serve(sampleApi(() => noContent));
	const client = createClient({ baseUrl: server.url, auth: bearer("t") });
	const settled = client.respondAll([submission], { journal: recording });
	for await (const { outcome } of settled)
		expect(outcome.kind).toBe("recorded");
	journal.close();
	expect(saved).toEqual([
		"read_me after 0",
		"read_instance after 1",
		"submit after 2",
	]);
});

test("a journal in use is refused, in this process and from another", async () => {
	const file = newFile();
	using journal = sqliteJournal(file);
	expect(() => sqliteJournal(file)).toThrow(JournalError);
	const other = fork(join(import.meta.dirname, "../testing/journal-child.ts"), [
		file,
	]);
	const [message] = await once(other, "message");
	expect(message).toEqual({
		name: "JournalError",
		message: `The journal ${file} is in use by another process.`,
	});
	await once(other, "exit");
	expect(await journal.load("nothing")).toBeNull();
});

test("only its owner may read a journal", () => {
	const file = newFile();
	sqliteJournal(file).close();
	expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("another kind of file is refused and not changed", () => {
	const file = newFile();
	writeFileSync(file, "not a database");
	expect(() => sqliteJournal(file)).toThrow(
		`The journal ${file} is not a database.`,
	);
	expect(() => sqliteJournal("/nowhere/at/all.db")).toThrow(JournalError);
});

test("a closed journal refuses every call", async () => {
	const file = newFile();
	const journal = sqliteJournal(file);
	journal.close();
	await expect(journal.load("key")).rejects.toThrow(
		`The journal ${file} is closed.`,
	);
});
