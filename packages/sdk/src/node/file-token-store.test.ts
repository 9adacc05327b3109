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
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { spawnChild } from "../testing/soak/spawn-child.ts";
import { storedTokens as tokens } from "../testing/stored-tokens.ts";
import { fileTokenStore, TokenFileError } from "./file-token-store.ts";

afterEach(() => {
	vi.useRealTimers();
});

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
}

test("saved tokens can be loaded by any store of the file", async () => {
	const path = join(newFolder(), "tokens.json");
	const store = fileTokenStore(path);
	expect(await store.load()).toBeNull();
	await store.save(tokens);
	expect(await store.load()).toEqual(tokens);
	const newer = { ...tokens, access_token: null };
	await fileTokenStore(path).save(newer);
	expect(await store.load()).toEqual(newer);
});

test("only the file's owner may read it, also if others could before", async () => {
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
	["a part of the tokens", JSON.stringify(tokens).slice(0, 40)],
	["something else", '{"token":"very-secret"}'],
])(
	"a file that holds %s is refused, and not repeated in the error",
	async (_, text) => {
		const path = join(newFolder(), "tokens.json");
		const store = fileTokenStore(path);
		writeFileSync(path, text);
		const error = await store.load().catch((error: unknown) => error);
		expect(error).toBeInstanceOf(TokenFileError);
		expect(inspect(error)).toContain("log in again");
		expect(inspect(error)).not.toContain("very-secret");
		expect(() => fileTokenStore(path)).toThrow(TokenFileError);
	},
);

test("a file that cannot be read or written is reported", async () => {
	const folder = newFolder();
	mkdirSync(join(folder, "tokens.json"));
	expect(() => fileTokenStore(join(folder, "tokens.json"))).toThrow(
		"The token file cannot be read.",
	);
	const store = fileTokenStore(join(folder, "nowhere/tokens.json"));
	await expect(store.save(tokens)).rejects.toThrow("ENOENT");
	await expect(store.lock(async () => {})).rejects.toThrow("ENOENT");
});

test("a failed save leaves no file behind", async () => {
	const folder = newFolder();
	const path = join(folder, "tokens.json");
	const store = fileTokenStore(path);
	mkdirSync(path);
	await expect(store.save(tokens)).rejects.toThrow();
	expect(readdirSync(folder)).toEqual(["tokens.json"]);
});

test("one at a time holds the lock, across all stores of the file", async () => {
	const path = join(newFolder(), "tokens.json");
	let holders = 0;
	let most = 0;
	const work = async (): Promise<void> => {
		holders++;
		most = Math.max(most, holders);
		await fileTokenStore(path).save(tokens);
		holders--;
	};
	const locks = Array.from({ length: 5 }, () =>
		fileTokenStore(path).lock(work),
	);
	await Promise.all(locks);
	expect(most).toBe(1);
});

test("failing work releases the lock", async () => {
	const store = fileTokenStore(join(newFolder(), "tokens.json"));
	const fails = store.lock(() => Promise.reject(new Error("no")));
	await expect(fails).rejects.toThrow("no");
	expect(await store.lock(async () => "done")).toBe("done");
});

test("waiting for a lock times out", async () => {
	const store = fileTokenStore(join(newFolder(), "tokens.json"));
	vi.useFakeTimers({ toFake: ["Date", "performance"] });
	await store.lock(async () => {
		const second = store.lock(async () => "done");
		vi.advanceTimersByTime(60_000);
		await expect(second).rejects.toThrow(TokenFileError);
	});
});

test("kill -9 of the lock's owner releases it, and leaves complete tokens", {
	timeout: 60_000,
}, async () => {
	const path = join(newFolder(), "tokens.json");
	for (const moment of [1, 5, 12]) {
		const child = spawnChild("../token-writer-child.ts", [path]);
		let saved = 0;
		const store = fileTokenStore(path);
		let acquired: Promise<number> | null = null;
		for await (const number of child.messages) {
			saved = Number(number);
			// Waiting does not block: messages of the owner still arrive.
			acquired ??= store.lock(async () => saved);
			if (saved >= moment) break;
		}
		await child.kill();
		expect(await acquired).toBe(saved);
		expect((await store.load())?.issued_at).toBeGreaterThanOrEqual(saved);
	}
});
