import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { JournalError } from "../settlement/journal-error.ts";
import { spawnChild } from "../testing/soak/spawn-child.ts";
import { storedTokens } from "../testing/stored-tokens.ts";
import { fileTokenStore, TokenFileError } from "./file-token-store.ts";
import { openDatabase } from "./sqlite/open-database.ts";
import { sqliteJournal } from "./sqlite-journal.ts";

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
}

const modeOf = (path: string): string =>
	(statSync(path).mode & 0o777).toString(8);

const tokenText = `${JSON.stringify(storedTokens)}\n`;
const newer = { ...storedTokens, access_token: "newer" };
const journalEntry = { kind: "in_progress", state: { uuid: "u" } } as never;

/** Runs the child until its first message, then kills it. */
async function firstMessage(file: string, args: string[]): Promise<unknown> {
	const child = spawnChild(`../${file}`, args);
	for await (const message of child.messages) {
		await child.kill();
		return message;
	}
	throw new Error("The process sent no message.");
}

describe("files that others may read", () => {
	test.each(["644", "640", "604", "666", "622", "777"])(
		"a token file of mode %s is for its owner only once it is opened, and once it is read",
		async (mode) => {
			const path = join(newFolder(), "tokens.json");
			writeFileSync(path, tokenText);
			chmodSync(path, mode);
			const store = fileTokenStore(path);
			expect(modeOf(path)).toBe("600");
			chmodSync(path, mode);
			expect(await store.load()).toEqual(storedTokens);
			expect(modeOf(path)).toBe("600");
		},
	);

	test("a lock is for its owner only", async () => {
		const path = join(newFolder(), "tokens.json");
		writeFileSync(`${path}.lock`, "");
		chmodSync(`${path}.lock`, 0o666);
		await fileTokenStore(path).lock(async () => {
			expect(modeOf(`${path}.lock`)).toBe("600");
		});
	});

	test("a token file that is read-only stays so", async () => {
		const path = join(newFolder(), "tokens.json");
		writeFileSync(path, tokenText);
		chmodSync(path, 0o444);
		expect(await fileTokenStore(path).load()).toEqual(storedTokens);
		expect(modeOf(path)).toBe("400");
	});

	test("a journal and the files that a killed process left beside it are for its owner only", async () => {
		const folder = newFolder();
		const path = join(folder, "journal.db");
		await firstMessage("open-journal-child.ts", [path]);
		expect(readdirSync(folder).toSorted()).toEqual([
			"journal.db",
			"journal.db-wal",
		]);
		for (const name of readdirSync(folder))
			chmodSync(join(folder, name), 0o644);
		using journal = sqliteJournal(path);
		for (const name of readdirSync(folder))
			expect(modeOf(join(folder, name))).toBe("600");
		await journal.saveUpload("key", journalEntry);
		for (const name of readdirSync(folder))
			expect(modeOf(join(folder, name))).toBe("600");
		expect(readdirSync(folder)).toContain("journal.db-wal");
	});

	test("if permissions cannot be changed, the file is refused with what helps", async () => {
		const folder = newFolder();
		chmodSync(folder, 0o755);
		const paths = ["tokens.json", "journal.db"].map((each) =>
			join(folder, each),
		);
		for (const path of paths) {
			writeFileSync(path, "");
			chmodSync(path, 0o666);
		}
		const messages = await firstMessage("other-user-child.ts", paths);
		const help =
			/^The (token file|journal .*) can be read by other users.* run `chmod 600`/;
		if (process.getuid?.() === 0)
			expect(messages).toEqual([
				expect.stringMatching(help),
				expect.stringMatching(help),
			]);
	});
});

describe("symbolic links", () => {
	test("saving through a link replaces the file that it leads to", async () => {
		const folder = newFolder();
		mkdirSync(join(folder, "secrets"), { mode: 0o700 });
		const target = join(folder, "secrets", "real.json");
		const link = join(folder, "tokens.json");
		const links = [join(folder, "middle.json"), link];
		symlinkSync("secrets/real.json", join(folder, "middle.json"));
		symlinkSync("middle.json", link);
		const store = fileTokenStore(link);
		// The target does not exist at first.
		for (const tokens of [storedTokens, newer]) {
			await store.lock(() => store.save(tokens));
			for (const each of links)
				expect(lstatSync(each).isSymbolicLink()).toBe(true);
			expect(await store.load()).toEqual(tokens);
			expect(await fileTokenStore(target).load()).toEqual(tokens);
		}
		expect(modeOf(target)).toBe("600");
		expect(readdirSync(folder).toSorted()).toEqual([
			"middle.json",
			"secrets",
			"tokens.json",
		]);
		expect(readlinkSync(link)).toBe("middle.json");
	});

	test("a link and its target share the lock", async () => {
		const folder = newFolder();
		const link = join(folder, "link.json");
		symlinkSync("tokens.json", link);
		let holders = 0;
		const work = async (): Promise<void> => {
			expect(++holders).toBe(1);
			await fileTokenStore(link).save(storedTokens);
			holders--;
		};
		await Promise.all(
			[link, join(folder, "tokens.json"), link].map((path) =>
				fileTokenStore(path).lock(work),
			),
		);
	});

	test("links in a loop are reported", async () => {
		const path = join(newFolder(), "tokens.json");
		symlinkSync("tokens.json", path);
		expect(() => fileTokenStore(path)).toThrow(
			"The token file cannot be read.",
		);
	});

	test.each(["nowhere", "somewhere"])(
		"a lock that is a link %s is refused, and its target is left alone",
		async (target) => {
			const folder = newFolder();
			const path = join(folder, "tokens.json");
			writeFileSync(join(folder, "somewhere"), "mine");
			symlinkSync(target, `${path}.lock`);
			const store = fileTokenStore(path);
			const refused = await store.lock(async () => {}).catch((error) => error);
			expect(refused).toBeInstanceOf(TokenFileError);
			expect(refused.message).toMatch(/tokens\.json\.lock.*remove it/);
			expect(existsSync(join(folder, "nowhere"))).toBe(false);
			expect(readFileSync(join(folder, "somewhere"), "utf8")).toBe("mine");
		},
	);

	test("a lock does not create the file to which a link beside it leads", async () => {
		const folder = newFolder();
		const path = join(folder, "tokens.json");
		symlinkSync("nowhere", `${path}.lock-journal`);
		const store = fileTokenStore(path);
		expect(await store.lock(async () => readdirSync(folder).length)).toBe(2);
		expect(existsSync(join(folder, "nowhere"))).toBe(false);
	});

	test.each(["", "-wal", "-journal"])(
		"a journal of which %j is a link that leads nowhere is refused",
		(end) => {
			const folder = newFolder();
			const path = join(folder, "journal.db");
			if (end !== "") sqliteJournal(path).close();
			symlinkSync("nowhere", path + end);
			expect(() => sqliteJournal(path)).toThrow(JournalError);
			expect(existsSync(join(folder, "nowhere"))).toBe(false);
		},
	);

	test("a journal can be a link to a journal, which is for its owner only", async () => {
		const folder = newFolder();
		const link = join(folder, "link.db");
		const target = join(folder, "journal.db");
		sqliteJournal(target).close();
		chmodSync(target, 0o644);
		symlinkSync("journal.db", link);
		using journal = sqliteJournal(link);
		expect(() => sqliteJournal(target)).toThrow("in use");
		await journal.saveUpload("key", journalEntry);
		for (const name of readdirSync(folder))
			expect(modeOf(join(folder, name))).toBe("600");
	});
});

describe("tokens that a killed process was writing", () => {
	async function interruptedWrite(): Promise<{ folder: string; path: string }> {
		const folder = newFolder();
		const path = join(folder, "tokens.json");
		await fileTokenStore(path).save(newer);
		await firstMessage("interrupted-write-child.ts", [path]);
		const left = readdirSync(folder).filter((each) => each.endsWith(".tmp"));
		expect(left).toHaveLength(1);
		expect(readFileSync(join(folder, left[0] ?? ""), "utf8")).toBe(tokenText);
		return { folder, path };
	}

	const remaining = ["tokens.json", "tokens.json.lock"];

	test("are removed at the next start; the old ones are complete", async () => {
		const { folder, path } = await interruptedWrite();
		const store = fileTokenStore(path);
		expect(readdirSync(folder).toSorted()).toEqual(remaining);
		expect(await store.load()).toEqual(newer);
	});

	test("are removed through a link as well", async () => {
		const { folder, path } = await interruptedWrite();
		const other = newFolder();
		symlinkSync(path, join(other, "link.json"));
		fileTokenStore(join(other, "link.json"));
		expect(readdirSync(folder).toSorted()).toEqual(remaining);
	});

	test("are left while another owner holds the lock, and removed by the next lock", async () => {
		const { folder, path } = await interruptedWrite();
		const name = readdirSync(folder).find((each) => each.endsWith(".tmp"));
		const file = join(folder, name ?? "");
		const store = fileTokenStore(path);
		await store.lock(async () => {
			writeFileSync(file, "being written");
			fileTokenStore(path);
			expect(existsSync(file)).toBe(true);
		});
		await store.lock(async () => {
			expect(existsSync(file)).toBe(false);
		});
	});

	test("other files are left alone", () => {
		const folder = newFolder();
		const others = [
			"tokens.json.tmp",
			"tokens.json.backup.tmp",
			"other.json.01234567-89ab-cdef-0123-456789abcdef.tmp",
			"tokens.json.01234567-89ab-cdef-0123-456789abcdef.tmp.txt",
		];
		for (const each of others) writeFileSync(join(folder, each), "");
		fileTokenStore(join(folder, "tokens.json"));
		expect(readdirSync(folder).toSorted()).toEqual(others.toSorted());
	});
});

test("the error for a damaged entry of a journal does not repeat it, nor does its cause", async () => {
	const path = join(newFolder(), "journal.db");
	sqliteJournal(path).close();
	const db = openDatabase(path, {
		label: "The file",
		applicationId: 0x5349474a,
		migrations: [() => {}, () => {}],
		error: (message) => new Error(message),
	});
	db.exec("INSERT INTO uploads VALUES ('key', 'very-secret{', 1)");
	db.close();
	using journal = sqliteJournal(path);
	const error = await journal.loadUpload("key").catch((error) => error);
	expect(error).toBeInstanceOf(JournalError);
	expect(inspect(error)).not.toContain("very-secret");
});
