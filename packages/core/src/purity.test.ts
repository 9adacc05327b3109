import { describe, expect, test } from "vitest";

declare global {
	interface ImportMeta {
		/** Vite's: files as text, by their paths. */
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

/** What a pure function has no use for. */
const impure: [what: string, pattern: RegExp][] = [
	[
		"a clock",
		/\bDate\.now\b|\bnew Date(?!\()|\bnew Date\(\s*\)|\bDate\(\)|\bperformance\b|\bTemporal\b/,
	],
	["chance", /\bMath\.random\b|\bcrypto\b|\brandomUUID\b/],
	[
		"the environment",
		/\bprocess\b|\bglobalThis\b|\bimport\.meta\b|\bnavigator\b|\bwindow\b|\bDeno\b|\bBun\b/,
	],
	[
		"the world outside",
		/\bfetch\b|\bconsole\b|\bXMLHttpRequest\b|\bWebSocket\b|\brequire\b|\bimport\(/,
	],
	[
		"timers",
		/\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b|\bqueueMicrotask\b/,
	],
	["waiting", /\basync\b|\bawait\b|\bPromise\b/],
	[
		"the place it runs at",
		/\bIntl\b|\btoLocale\w+|\blocaleCompare\b|\bgetTimezoneOffset\b/,
	],
];

/** A source without comments and without the text of its strings. */
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

function faults(source: string): string[] {
	const text = code(source);
	return impure.flatMap(([what, pattern]) =>
		pattern.test(text) ? [what] : [],
	);
}

/** Where an import of a file leads, as that file is named here. */
function resolved(file: string, from: string): string {
	if (!from.startsWith(".")) return from;
	const folders = file.split("/").slice(0, -1);
	for (const part of from.split("/"))
		if (part === "..") folders.pop();
		else if (part !== ".") folders.push(part);
	return folders.join("/");
}

test("there is something to look at", () => {
	const files = sources.map(([file]) => file);
	expect(files).toContain("./index.ts");
	expect(files).toContain("./settlement/settlement.ts");
	expect(files.length).toBeGreaterThan(20);
	expect(files.filter((file) => file.includes("test"))).toEqual([]);
});

describe.each(sources)("%s", (file, source) => {
	test("depends on nothing but its arguments", () => {
		expect(faults(source)).toEqual([]);
	});

	test("imports zod/mini and its own files", () => {
		const own = ["zod/mini", ...sources.map(([name]) => name)];
		const leads = imports(source).map((from) => resolved(file, from));
		expect(leads.filter((each) => !own.includes(each))).toEqual([]);
	});
});

test.each([
	["const a = Date.now();", "a clock"],
	["const a = new Date();", "a clock"],
	["const a = new Date;", "a clock"],
	["const a = Date();", "a clock"],
	["const a = Math.random();", "chance"],
	["const a = process.env.A;", "the environment"],
	["await fetch(url);", "the world outside"],
	["setTimeout(f, 1);", "timers"],
	["export async function f() {}", "waiting"],
	["a.toLocaleLowerCase();", "the place it runs at"],
])("%s would be found", (source, what) => {
	expect(faults(source)).toContain(what);
});

test.each([
	"const a = new Date(at).toISOString();",
	"const a = Date.parse(text);",
	'const a = "process";',
	"// process.env\nconst a = 1;",
	"/** Date.now() */\nconst a = 1;",
])("%s is let be", (source) => {
	expect(faults(source)).toEqual([]);
});

test("an import of something else would be found", () => {
	expect(imports('import { a } from "node:fs";\nimport "ky";')).toEqual([
		"node:fs",
		"ky",
	]);
});
