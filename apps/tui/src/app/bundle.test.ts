import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as sqlite from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import {
	decodedLayoutEngine,
	knownFetchFeatures,
	lazySqlite,
	lazyStringWidth,
} from "../../bundle.ts";

const file = fileURLToPath(import.meta.resolve("string-width"));

test("the bundle measures text with what it creates on first use, and is otherwise unchanged", () => {
	const code = readFileSync(file, "utf8");
	const transformed = lazyStringWidth.transform(code, file) ?? "";
	expect(transformed).toContain("rgiEmoji ??= new RegExp");
	expect(transformed).toContain("graphemes ??= new Intl.Segmenter()");
	expect(transformed.split("\n").length).toBe(code.split("\n").length + 8);
	expect(lazyStringWidth.transform(code, "/another/index.js")).toBeNull();
	expect(() => lazyStringWidth.transform("", file)).toThrow("has changed");
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

test("the bundle knows what ky asks the runtime, and asks nothing when it is loaded", async () => {
	const sdk = createRequire(import.meta.resolve("@signoff/sdk"));
	const ky = sdk.resolve("ky").replace(/index\.js$/, "core/constants.js");
	const code = readFileSync(ky, "utf8");
	const transformed = knownFetchFeatures.transform(code, ky) ?? "";
	expect(transformed).not.toMatch(
		/globalThis\.(Request|ReadableStream|FormData)/,
	);
	expect(knownFetchFeatures.transform(code, "/another.js")).toBeNull();
	expect(() => knownFetchFeatures.transform("", ky)).toThrow("has changed");
	const asked = await import(/* @vite-ignore */ ky);
	const url = `data:text/javascript,${encodeURIComponent(transformed)}`;
	const known = await import(/* @vite-ignore */ url);
	for (const [name, value] of Object.entries(asked))
		if (typeof value === "boolean")
			expect([name, known[name]]).toEqual([name, value]);
});

test("the bundle's layout engine decodes its WebAssembly without fetch", async () => {
	const ink = createRequire(import.meta.resolve("ink"));
	const yoga = ink
		.resolve("yoga-layout")
		.replace(/src\/index\.js$/, "binaries/yoga-wasm-base64-esm.js");
	const code = readFileSync(yoga, "utf8");
	const transformed = decodedLayoutEngine.transform(code, yoga) ?? "";
	expect(decodedLayoutEngine.transform(code, "/another.js")).toBeNull();
	expect(() => decodedLayoutEngine.transform("", yoga)).toThrow("has changed");
	const url = `data:text/javascript,${encodeURIComponent(transformed)}`;
	const { default: load } = await import(/* @vite-ignore */ url);
	const fetched = vi.spyOn(globalThis, "fetch");
	const engine = await load();
	expect(fetched).not.toHaveBeenCalled();
	const node = engine.Node.createDefault();
	node.setWidth(7);
	node.calculateLayout(undefined, undefined, 1);
	expect(node.getComputedWidth()).toBe(7);
	fetched.mockRestore();
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
