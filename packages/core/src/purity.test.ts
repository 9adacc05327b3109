import { describe, expect, test } from "vitest";

declare global {
	interface ImportMeta {
		/** Vite: the text of files by path. */
		glob(
			patterns: string[],
			options: { eager: true; query: "?raw"; import: "default" },
		): Record<string, string>;
	}
}

const sources = Object.entries(
	import.meta.glob(["./**/*.ts", "!./**/*.test.ts", "!./testing/**"], {
		eager: true,
		query: "?raw",
		import: "default",
	}),
);

/** Patterns that a pure module does not contain. */
const impure: [what: string, pattern: RegExp][] = [
	[
		"clock",
		/\bDate\.now\b|\bnew Date(?!\()|\bnew Date\(\s*\)|\bDate\(\)|\bperformance\b|\bTemporal\b/,
	],
	["randomness", /\bMath\.random\b|\bcrypto\b|\brandomUUID\b/],
	[
		"environment",
		/\bprocess\b|\bglobalThis\b|\bimport\.meta\b|\bnavigator\b|\bwindow\b|\bDeno\b|\bBun\b/,
	],
	[
		"input or output",
		/\bfetch\b|\bconsole\b|\bXMLHttpRequest\b|\bWebSocket\b|\brequire\b|\bimport\(/,
	],
	[
		"timers",
		/\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b|\bqueueMicrotask\b/,
	],
	["asynchrony", /\basync\b|\bawait\b|\bPromise\b/],
	[
		"locale or time zone",
		/\bIntl\b|\btoLocale\w+|\blocaleCompare\b|\bgetTimezoneOffset\b/,
	],
];

/** The source without comments and string contents. */
function code(source: string): string {
	return source
		.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
		.replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
		.replace(/`(?:[^`\\$]|\\.|\$(?!\{))*`/g, "``");
}

function imports(source: string): string[] {
	return [...source.matchAll(/\bfrom "([^"]+)"|^import "([^"]+)"/gm)].map(
		([, from, bare]) => from ?? bare ?? "",
	);
}

function violations(source: string): string[] {
	const text = code(source);
	return impure.flatMap(([what, pattern]) =>
		pattern.test(text) ? [what] : [],
	);
}

/** The path of an imported file, relative to `src`. */
function resolved(file: string, from: string): string {
	if (!from.startsWith(".")) return from;
	const folders = file.split("/").slice(0, -1);
	for (const part of from.split("/"))
		if (part === "..") folders.pop();
		else if (part !== ".") folders.push(part);
	return folders.join("/");
}

test("the sources are found", () => {
	const files = sources.map(([file]) => file);
	expect(files).toContain("./index.ts");
	expect(files).toContain("./settlement/settlement.ts");
	expect(files.length).toBeGreaterThan(20);
	expect(files.filter((file) => file.includes("test"))).toEqual([]);
});

describe.each(sources)("%s", (file, source) => {
	test("depends on nothing but its arguments", () => {
		expect(violations(source)).toEqual([]);
	});

	test("imports only zod/mini and files of core", () => {
		const own = ["zod/mini", ...sources.map(([name]) => name)];
		const paths = imports(source).map((from) => resolved(file, from));
		expect(paths.filter((each) => !own.includes(each))).toEqual([]);
	});
});

test.each([
	["const a = Date.now();", "clock"],
	["const a = new Date();", "clock"],
	["const a = new Date;", "clock"],
	["const a = Date();", "clock"],
	["const a = Math.random();", "randomness"],
	["const a = process.env.A;", "environment"],
	["await fetch(url);", "input or output"],
	["setTimeout(f, 1);", "timers"],
	["export async function f() {}", "asynchrony"],
	["a.toLocaleLowerCase();", "locale or time zone"],
])("%s is found", (source, what) => {
	expect(violations(source)).toContain(what);
});

test.each([
	"const a = new Date(at).toISOString();",
	"const a = Date.parse(text);",
	'const a = "process";',
	"// process.env\nconst a = 1;",
	"/** Date.now() */\nconst a = 1;",
])("%s is allowed", (source) => {
	expect(violations(source)).toEqual([]);
});

test("other imports are found", () => {
	expect(imports('import { a } from "node:fs";\nimport "ky";')).toEqual([
		"node:fs",
		"ky",
	]);
});
