import {
	mkdtemp,
	readdir,
	readFile,
	rm,
	stat,
	utimes,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { now, personAda, waitingStep } from "../testing/waiting-step.ts";
import { createCacheFiles, loginKey } from "./cache-files.ts";
import type { CachedInbox } from "./cached-inbox.ts";
import { emptyCache } from "./inbox-session.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "signoff-cache-"));
});
afterEach(() => rm(folder, { recursive: true }));

const key = { base_url: "https://api.example", company_id: "4201" };
const login = loginKey("ada-token");
const filesIn = (within: string) =>
	createCacheFiles(join(within, "signoff"), () => now);

function inboxOf(...ids: string[]): CachedInbox {
	return {
		...emptyCache(personAda),
		logins: [login],
		watched: { kind: "all" },
		readAt: 7,
		rows: ids.map((id) => waitingStep(id)),
	};
}

/** Every file below the folder. */
async function everyFile(): Promise<string[]> {
	const entries = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	return entries
		.filter((each) => each.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));
}

test("reads what was stored, by login and by person", async () => {
	const files = filesIn(folder);
	await files.write(key, inboxOf("1", "2"));
	const other = filesIn(folder);
	expect(await other.findByLogin(key, login)).toEqual(inboxOf("1", "2"));
	expect(await other.findByPerson(key, personAda)).toEqual(inboxOf("1", "2"));
});

test("another person, company, environment or login sees nothing of it", async () => {
	const files = filesIn(folder);
	await files.write(key, inboxOf("1"));
	const ben = { ...personAda, id: "102", login: "ben@harbor.example" };
	expect(await files.findByPerson(key, ben)).toBe(null);
	expect(await files.findByLogin(key, loginKey("ben-token"))).toBe(null);
	for (const elsewhere of [
		{ ...key, company_id: "9" },
		{ ...key, base_url: "https://sandbox.example" },
	]) {
		expect(await files.findByLogin(elsewhere, login)).toBe(null);
		expect(await files.findByPerson(elsewhere, personAda)).toBe(null);
	}
});

test("only its owner may read it, and it holds no token", async () => {
	await filesIn(folder).write(key, inboxOf("1"));
	const [file = "", ...others] = await everyFile();
	expect(others).toEqual([]);
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	for (let at = join(file, ".."); at !== folder; at = join(at, ".."))
		expect((await stat(at)).mode & 0o777).toBe(0o700);
	expect(await readFile(file, "utf8")).not.toContain("ada-token");
});

test("an overdue row is one whose due time has passed by now", async () => {
	const files = filesIn(folder);
	const due = { ...waitingStep("1", { due: -1 }), overdue: false };
	await files.write(key, { ...inboxOf(), rows: [due] });
	const cached = await files.findByLogin(key, login);
	expect(cached?.rows.map(({ overdue }) => overdue)).toEqual([true]);
});

test.each([
	["text that is not JSON", () => "{"],
	[
		"another version",
		(text: string) => text.replace('"version":1', '"version":2'),
	],
	["a part that is missing", (text: string) => text.replace('"rows"', '"row"')],
])("a file with %s counts as missing", async (_, damage) => {
	const files = filesIn(folder);
	await files.write(key, inboxOf("1"));
	const [file = ""] = await everyFile();
	await writeFile(file, damage(await readFile(file, "utf8")));
	expect(await files.findByLogin(key, login)).toBe(null);
	await files.write(key, inboxOf("2"));
	expect((await files.findByLogin(key, login))?.rows).toHaveLength(1);
});

test("a row that is not valid is left out", async () => {
	const files = filesIn(folder);
	await files.write(key, inboxOf("1", "2"));
	const [file = ""] = await everyFile();
	const text = await readFile(file, "utf8");
	await writeFile(file, text.replace('"response_occurrences"', '"responses"'));
	const cached = await files.findByLogin(key, login);
	expect(cached?.rows.map(({ instance }) => instance.id)).toEqual(["2"]);
});

test("writes of several apps leave one complete file; what a killed one has left is removed later", async () => {
	const apps = Array.from({ length: 8 }, () => filesIn(folder));
	await Promise.all(
		apps.map((files, index) => files.write(key, inboxOf(String(index), "x"))),
	);
	const [file = "", ...others] = await everyFile();
	expect(others).toEqual([]);
	expect((await filesIn(folder).findByLogin(key, login))?.rows).toHaveLength(2);
	const left = `${file}.01234567-89ab-4cde-8f01-23456789abcd.tmp`;
	await writeFile(left, "half");
	const recent = createCacheFiles(join(folder, "signoff"), Date.now);
	await recent.write(key, inboxOf("1"));
	expect(await everyFile()).toHaveLength(2);
	await utimes(left, 0, 0);
	await recent.write(key, inboxOf("1"));
	expect(await everyFile()).toEqual([file]);
});

test("a folder that cannot be written is not an error", async () => {
	await writeFile(join(folder, "file"), "");
	const files = filesIn(join(folder, "file"));
	await files.write(key, inboxOf("1"));
	expect(await files.findByLogin(key, login)).toBe(null);
});
