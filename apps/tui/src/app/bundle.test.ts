import { readFileSync } from "node:fs";
import * as sqlite from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { lazyEmojiPattern, lazySqlite } from "../../bundle.ts";

const file = fileURLToPath(import.meta.resolve("string-width"));

test("the bundle compiles the emoji pattern on first use, and is otherwise unchanged", () => {
	const code = readFileSync(file, "utf8");
	const transformed = lazyEmojiPattern.transform(code, file);
	expect(transformed).toContain("rgiEmoji ??= new RegExp");
	expect(transformed?.split("\n").length).toBe(code.split("\n").length + 5);
	expect(lazyEmojiPattern.transform(code, "/another/index.js")).toBeNull();
	expect(() => lazyEmojiPattern.transform("", file)).toThrow("has changed");
});

test("every emoji sequence begins with an emoji", () => {
	const rgi = /^\p{RGI_Emoji}$/v;
	const suffixes = [
		"",
		"\ufe0f",
		"\u20e3",
		"\ufe0f\u20e3",
		"\u{1f3fb}",
		"\u{1f1fa}",
	];
	const wrong: string[] = [];
	for (let point = 0; point <= 0x1ffff; point++) {
		if (point >= 0xd800 && point <= 0xdfff) continue;
		const first = String.fromCodePoint(point);
		if (/^\p{Emoji}/u.test(first)) continue;
		wrong.push(
			...suffixes
				.map((suffix) => first + suffix)
				.filter((each) => rgi.test(each)),
		);
	}
	expect(wrong).toEqual([]);
	expect(rgi.test("👷‍♀️")).toBe(true);
});

test("the bundle loads SQLite when a database is first opened, without a warning", async () => {
	const id = lazySqlite.resolveId("node:sqlite") ?? "";
	expect(lazySqlite.resolveId("node:fs")).toBeNull();
	expect(lazySqlite.load("node:fs")).toBeNull();
	const code = lazySqlite.load(id) ?? "";
	const url = `data:text/javascript,${encodeURIComponent(code)}`;
	const warn = vi.spyOn(process, "emitWarning").mockReturnValue();
	const load = vi.spyOn(process, "getBuiltinModule").mockImplementation(() => {
		// As Node does until version 25.
		process.emitWarning("SQLite is an experimental feature");
		return sqlite;
	});
	const { DatabaseSync } = await import(/* @vite-ignore */ url);
	expect(load).not.toHaveBeenCalled();
	const db = new DatabaseSync(":memory:");
	expect(db.prepare("SELECT 1 AS one").get()).toEqual({ one: 1 });
	db.close();
	new DatabaseSync(":memory:").close();
	expect(load).toHaveBeenCalledTimes(1);
	expect(warn).not.toHaveBeenCalled();
	expect(process.emitWarning).toBe(warn);
});
