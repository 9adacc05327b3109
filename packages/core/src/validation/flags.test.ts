import { expect, test } from "vitest";
import { didYouMean, type FlagToken, readFlags } from "./flags.ts";

const flags = { port: "string", verbose: "boolean" } as const;

/** The option tokens of `parseArgs`. A value without `=` follows its flag. */
function tokens(args: string[]): FlagToken[] {
	return args.flatMap((arg, index): FlagToken[] => {
		const [, name, inline] = /^--([^=]+)(?:=(.*))?$/.exec(arg) ?? [];
		if (name === undefined || /^--(port|id)$/.test(args[index - 1] ?? ""))
			return [];
		if (inline !== undefined)
			return [{ name, value: inline, inlineValue: true }];
		const value = name !== "verbose" ? args[index + 1] : undefined;
		return [{ name, value, inlineValue: false }];
	});
}

function read(...args: string[]): {
	values: Record<string, unknown>;
	messages: string[];
} {
	const { values, issues } = readFlags(tokens(args), flags);
	return { values, messages: issues.map(({ message }) => message) };
}

test("reads flags with and without values, in any order and notation", () => {
	expect(read()).toEqual({ values: {}, messages: [] });
	expect(read("--verbose", "--port", "80")).toEqual({
		values: { verbose: true, port: "80" },
		messages: [],
	});
	expect(read("--port=-1").values).toEqual({ port: "-1" });
	expect(read("--port", "a-b").values).toEqual({ port: "a-b" });
});

test.each([
	[["--prot", "80"], "There is no such option; did you mean `--port`?"],
	[["--secret-value"], "There is no such option."],
	[["--constructor"], "There is no such option."],
	[["--port"], "`--port` needs a value."],
	[["--port="], "`--port` needs a value."],
	[
		["--port", "--verbose"],
		"`--port` needs a value; one that begins with a dash is written `--port=…`.",
	],
	[["--verbose=yes"], "`--verbose` takes no value."],
	[["--port=1", "--port=2"], "`--port` is given twice."],
])("%j is refused", (args, message) => {
	expect(read(...args).messages[0]).toBe(message);
});

test("lists every issue without repeating the input", () => {
	const { messages } = read("--hunter2", "--port", "--verbose=hunter2");
	expect(messages).toHaveLength(2);
	expect(messages.join()).not.toContain("hunter2");
});

test("a value may be empty if the caller allows it", () => {
	const allowed = readFlags(tokens(["--port="]), flags, { allowEmpty: true });
	expect(allowed).toEqual({ values: { port: "" }, issues: [] });
	const missing = readFlags(tokens(["--port"]), flags, { allowEmpty: true });
	expect(missing.issues).toEqual([
		{ code: "malformed", path: [], message: "`--port` needs a value." },
	]);
});

test("suggests the closest known word", () => {
	expect(didYouMean("serv", ["serve"])).toBe("; did you mean `serve`?");
	expect(didYouMean("zzz", ["serve"])).toBe(".");
});

test("a flag of the type `list` may be given several times", () => {
	const given = tokens(["--id", "1", "--id=2"]);
	expect(readFlags(given, { id: "list" })).toEqual({
		values: { id: ["1", "2"] },
		issues: [],
	});
	expect(readFlags(given, { id: "string" }).issues).toMatchObject([
		{ message: "`--id` is given twice." },
	]);
	expect(readFlags(tokens(["--id"]), { id: "list" }).issues).toMatchObject([
		{ message: "`--id` needs a value." },
	]);
});
