import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import type { Tokens } from "@signoff/core/oauth";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { spawnChild } from "../testing/soak/spawn-child.ts";
import { fileTokenStore, TokenFileError } from "./file-token-store.ts";

afterEach(() => {
	vi.useRealTimers();
});

const tokens: Tokens = {
	access_token: "very-secret-access",
	issued_at: 1,
	expires_at: 2,
	refresh_token: "very-secret-refresh",
	seed_refresh_token: null,
	audience: "app",
};

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
}

test("what is saved is loaded, by any store of the file", async () => {
	const path = join(newFolder(), "tokens.json");
	const store = fileTokenStore(path);
	expect(await store.load()).toBeNull();
	await store.save(tokens);
	expect(await store.load()).toEqual(tokens);
	const newer = { ...tokens, access_token: null };
	await fileTokenStore(path).save(newer);
	expect(await store.load()).toEqual(newer);
});

test("only the file's owner may read it, also where others could before", async () => {
	const folder = newFolder();
	const path = join(folder, "tokens.json");
	writeFileSync(path, JSON.stringify(tokens), { mode: 0o644 });
	const store = fileTokenStore(path);
	await store.lock(() => store.save(tokens));
	expect(readdirSync(folder).toSorted()).toEqual([
		"tokens.json",
		"tokens.json.lock",
	]);
	for (const name of readdirSync(folder))
		expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
	expect(statSync(`${path}.lock`).size).toBe(0);
});

test.each([
	["nothing", ""],
	["half of it", JSON.stringify(tokens).slice(0, 40)],
	["something else", '{"token":"very-secret"}'],
])("a file that holds %s is refused, and not repeated", async (_, text) => {
	const path = join(newFolder(), "tokens.json");
	const store = fileTokenStore(path);
	writeFileSync(path, text);
	const error = await store.load().catch((error: unknown) => error);
	expect(error).toBeInstanceOf(TokenFileError);
	expect(inspect(error)).toContain("log in again");
	expect(inspect(error)).not.toContain("very-secret");
	expect(() => fileTokenStore(path)).toThrow(TokenFileError);
});

test("a file that cannot be read, or written, is said to be", async () => {
	const folder = newFolder();
	mkdirSync(join(folder, "tokens.json"));
	expect(() => fileTokenStore(join(folder, "tokens.json"))).toThrow(
		"The token file cannot be read.",
	);
	const store = fileTokenStore(join(folder, "nowhere/tokens.json"));
	await expect(store.save(tokens)).rejects.toThrow("ENOENT");
	await expect(store.lock(async () => {})).rejects.toThrow("ENOENT");
});

test("a save that fails leaves nothing behind", async () => {
	const folder = newFolder();
	const path = join(folder, "tokens.json");
	const store = fileTokenStore(path);
	mkdirSync(path);
	await expect(store.save(tokens)).rejects.toThrow();
	expect(readdirSync(folder)).toEqual(["tokens.json"]);
});

test("one at a time holds the lock, whichever store of the file it came through", async () => {
	const path = join(newFolder(), "tokens.json");
	let inside = 0;
	let most = 0;
	const work = async (): Promise<void> => {
		inside++;
		most = Math.max(most, inside);
		await fileTokenStore(path).save(tokens);
		inside--;
	};
	const turns = Array.from({ length: 5 }, () =>
		fileTokenStore(path).lock(work),
	);
	await Promise.all(turns);
	expect(most).toBe(1);
});

test("the lock ends with work that fails", async () => {
	const store = fileTokenStore(join(newFolder(), "tokens.json"));
	const fails = store.lock(() => Promise.reject(new Error("no")));
	await expect(fails).rejects.toThrow("no");
	expect(await store.lock(async () => "done")).toBe("done");
});

test("a lock that is held for too long is given up", async () => {
	const store = fileTokenStore(join(newFolder(), "tokens.json"));
	vi.useFakeTimers({ toFake: ["Date"] });
	await store.lock(async () => {
		const second = store.lock(async () => "done");
		vi.advanceTimersByTime(60_000);
		await expect(second).rejects.toThrow(TokenFileError);
	});
});

test("kill -9 of the lock's owner frees it, and leaves tokens that are whole", {
	timeout: 60_000,
}, async () => {
	const path = join(newFolder(), "tokens.json");
	for (const moment of [1, 5, 12]) {
		const child = spawnChild("../token-writer-child.ts", [path]);
		let saved = 0;
		const store = fileTokenStore(path);
		let mine: Promise<number> | null = null;
		for await (const number of child.messages) {
			saved = Number(number);
			// The wait blocks nothing: the owner is heard meanwhile.
			mine ??= store.lock(async () => saved);
			if (saved >= moment) break;
		}
		await child.kill();
		expect(await mine).toBe(saved);
		expect((await store.load())?.issued_at).toBeGreaterThanOrEqual(saved);
	}
});
