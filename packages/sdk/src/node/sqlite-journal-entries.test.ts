import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { Submission } from "@signoff/core";
import { expect, onTestFinished, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import {
	type Journal,
	type JournalEntry,
	journalKey,
	type KeyedEntry,
} from "../settlement/journal.ts";
import { JournalError } from "../settlement/journal-error.ts";
import {
	noContent,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import { type StubServer, serve } from "../testing/stub-server.ts";
import { sqliteJournal } from "./sqlite-journal.ts";

function newFile(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return join(folder, "may-invoices.journal");
}

const submissionOf = (id: string): Submission => ({ ...submission, id });

const keyOf = ({ url }: StubServer, id: string): string =>
	journalKey(new URL(url), submissionOf(id));

async function settleList(
	server: StubServer,
	journal: Omit<Journal, "listOpen">,
	ids: string[] = ["9001"],
): Promise<string[]> {
	const client = createClient({ baseUrl: server.url, auth: bearer("t") });
	const kinds: string[] = [];
	const options = { readFirst: false, journal };
	for await (const { outcome } of client.respondAll(
		ids.map(submissionOf),
		options,
	))
		kinds.push(outcome.kind);
	return kinds;
}

/** A journal with one settled submission, whose file was then changed by a statement. */
async function changedJournal(
	server: StubServer,
	sql: string,
	...values: SQLInputValue[]
): Promise<string> {
	const file = newFile();
	{
		using journal = sqliteJournal(file);
		await settleList(server, journal);
	}
	const db = new DatabaseSync(file);
	expect(db.prepare(sql).run(...values).changes).toBe(1);
	db.close();
	return file;
}

async function openEntries(journal: Journal): Promise<KeyedEntry[]> {
	const entries: KeyedEntry[] = [];
	for await (const each of journal.listOpen()) entries.push(each);
	return entries;
}

const safe = "Submitting again is safe: a response is never recorded twice.";
const damaged = (file: string): string =>
	`The journal ${file} holds an entry that this version cannot read. It is damaged: restore the file from a copy, or start with a new journal. ${safe}`;
const damagedFile = (file: string): string =>
	`The journal ${file} is damaged. Restore the file from a copy, or start with a new journal. ${safe}`;
const otherVersion = (file: string): string =>
	`The journal ${file} holds an entry that this version cannot read. It was stored by another version: use that version to finish, or start with a new journal. ${safe}`;

const setEntry = "UPDATE submissions SET entry = ?";

test.each<[string, (file: string) => string, string, SQLInputValue[]]>([
	[
		"of another version",
		otherVersion,
		"UPDATE submissions SET entry = json_set(entry, '$.state.version', 99)",
		[],
	],
	[
		"without a version",
		damaged,
		"UPDATE submissions SET entry = json_remove(entry, '$.state.version')",
		[],
	],
	[
		"that is truncated",
		damaged,
		"UPDATE submissions SET entry = substr(entry, 1, 200)",
		[],
	],
	["that is empty", damaged, setEntry, [""]],
	["that is overwritten with null", damaged, setEntry, ["null"]],
	["that is overwritten with a list", damaged, setEntry, ["[]"]],
	["that is overwritten with {}", damaged, setEntry, ["{}"]],
	["that is overwritten with bytes", damaged, setEntry, [new Uint8Array(64)]],
	["that is overwritten with a number", damaged, setEntry, [42]],
	[
		"without a run",
		damaged,
		"UPDATE submissions SET entry = json_remove(entry, '$.run_id')",
		[],
	],
	[
		"without a command",
		damaged,
		"UPDATE submissions SET entry = json_remove(entry, '$.state.command')",
		[],
	],
	[
		"of another submission",
		damaged,
		"UPDATE submissions SET entry = json_set(entry, '$.state.submission.id', '9002')",
		[],
	],
])(
	"an entry %s is a JournalError that names the file, and nothing is sent",
	async (_, message, sql, values) => {
		const server = await serve(sampleApi(() => noContent));
		const file = await changedJournal(server, sql, ...values);
		const sent = server.requests.length;
		using journal = sqliteJournal(file);
		await expect(settleList(server, journal)).rejects.toThrow(
			new JournalError(message(file)),
		);
		expect(server.requests).toHaveLength(sent);
	},
);

test("a journal that is no file is read in the same way", async () => {
	const server = await serve(sampleApi(() => noContent));
	const stored: JournalEntry = JSON.parse('{ "run_id": "r" }');
	const journal = {
		load: async () => stored,
		save: async () => {},
		done: async () => {},
	};
	await expect(settleList(server, journal)).rejects.toThrow(
		"The journal holds an entry that this version cannot read.",
	);
	await expect(
		settleList(server, { ...journal, label: "The table `jobs`" }),
	).rejects.toThrow("The table `jobs` holds an entry");
	expect(server.requests).toEqual([]);
});

test("lists what is open: saved and not done, also what was just written", async () => {
	const server = await serve(sampleApi(() => noContent));
	using journal = sqliteJournal(newFile());
	const [a, b] = [keyOf(server, "a"), keyOf(server, "b")];
	const entries: JournalEntry[] = [];
	const recording = {
		...journal,
		save: (key: string, entry: JournalEntry) => {
			entries.push(entry);
			return journal.save(key, entry);
		},
	};
	await settleList(server, recording, ["a"]);
	const [entry] = entries;
	if (entry === undefined) throw new Error("Nothing was saved.");
	expect(await openEntries(journal)).toEqual([]);
	const written = [journal.save(a, entry), journal.save(b, entry)];
	expect(await openEntries(journal)).toEqual([
		{ key: a, entry },
		{ key: b, entry },
	]);
	await Promise.all(written);
	await journal.done(a, entry);
	expect(await openEntries(journal)).toEqual([{ key: b, entry }]);
});

test("lists more than a page, in the order of the keys, while entries are done", async () => {
	const server = await serve(sampleApi(() => noContent));
	using journal = sqliteJournal(newFile());
	const seed: JournalEntry[] = [];
	await settleList(server, {
		...journal,
		save: async (_, entry) => void seed.push(entry),
	});
	const [entry] = seed;
	if (entry === undefined) throw new Error("Nothing was saved.");
	const keys = Array.from(
		{ length: 250 },
		(_, index) => `key ${1_000 + index}`,
	);
	await Promise.all(keys.map((key) => journal.save(key, entry)));
	const listed: string[] = [];
	for await (const { key } of journal.listOpen()) {
		listed.push(key);
		await journal.done(key, entry);
	}
	expect(listed).toEqual(keys);
	expect(await openEntries(journal)).toEqual([]);
});

test("an entry that cannot be read does not hide the other open ones", async () => {
	const server = await serve(sampleApi(() => noContent));
	const file = newFile();
	{
		using journal = sqliteJournal(file);
		const seed: JournalEntry[] = [];
		await settleList(server, {
			...journal,
			save: async (_, entry) => void seed.push(entry),
		});
		const [entry] = seed;
		if (entry === undefined) throw new Error("Nothing was saved.");
		for (const key of ["a", "b", "c"]) await journal.save(key, entry);
	}
	const db = new DatabaseSync(file);
	db.exec("UPDATE submissions SET entry = '{' WHERE key = 'b'");
	db.close();
	using journal = sqliteJournal(file);
	const listed: string[] = [];
	const listing = (async () => {
		for await (const { key } of journal.listOpen()) listed.push(key);
	})();
	await expect(listing).rejects.toThrow(new JournalError(damaged(file)));
	expect(listed).toEqual(["a", "c"]);
});

test.each([
	"{",
	"null",
	'{"kind":"complete"}',
	'{"kind":"in_progress","state":{}}',
])(
	"the entry %s of an upload is a JournalError that names the file",
	async (entry) => {
		const file = newFile();
		const complete = {
			kind: "complete",
			uuid: "u-1",
			completed_at: "",
		} as const;
		{
			using journal = sqliteJournal(file);
			await journal.saveUpload("key", complete);
			expect(await journal.loadUpload("key")).toEqual(complete);
		}
		const db = new DatabaseSync(file);
		db.prepare("UPDATE uploads SET entry = ?").run(entry);
		db.close();
		using journal = sqliteJournal(file);
		await expect(journal.loadUpload("key")).rejects.toThrow(
			new JournalError(damaged(file)),
		);
	},
);

test.each<[string, (bytes: Buffer) => Buffer]>([
	["truncated", (bytes) => bytes.subarray(0, bytes.length / 2)],
	["overwritten after its first page", (bytes) => bytes.fill(0x2a, 4_096)],
])("a file that is %s is damaged", async (_, change) => {
	const server = await serve(sampleApi(() => noContent));
	const file = newFile();
	const ids = Array.from({ length: 20 }, (_, index) => `i-${index}`);
	{
		using journal = sqliteJournal(file);
		await settleList(server, journal, ids);
	}
	const sent = server.requests.length;
	writeFileSync(file, change(readFileSync(file)));
	const reading = (async () => {
		using journal = sqliteJournal(file);
		await settleList(server, journal, ids);
	})();
	await expect(reading).rejects.toThrow(new JournalError(damagedFile(file)));
	expect(server.requests).toHaveLength(sent);
});

test("a file whose tables were removed is damaged", () => {
	const file = newFile();
	sqliteJournal(file).close();
	const db = new DatabaseSync(file);
	db.exec("DROP TABLE submissions");
	db.close();
	expect(() => sqliteJournal(file)).toThrow(
		new JournalError(damagedFile(file)),
	);
});

test("a file of a later version says what helps", () => {
	const file = newFile();
	sqliteJournal(file).close();
	const db = new DatabaseSync(file);
	db.exec("PRAGMA user_version = 99");
	db.close();
	expect(() => sqliteJournal(file)).toThrow(
		new JournalError(
			`The journal ${file} was written by another version. Restore the file from a copy, or start with a new journal. ${safe}`,
		),
	);
});

test("an entry of the file's first version is one of another version, not lost", async () => {
	const file = newFile();
	const db = new DatabaseSync(file);
	db.exec(`PRAGMA application_id = ${0x5349474a}`);
	db.exec("PRAGMA user_version = 1");
	for (const table of ["submissions", "uploads"])
		db.exec(
			`CREATE TABLE ${table} (key TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID`,
		);
	db.exec(`INSERT INTO submissions VALUES ('k', '{"state":{"version":0}}')`);
	db.close();
	using journal = sqliteJournal(file);
	await expect(journal.load("k")).rejects.toThrow(
		new JournalError(otherVersion(file)),
	);
});
