import { expect, test } from "vitest";
import { didYouMean, type FlagToken, readFlags } from "./flags.ts";

const flags = { port: "string", verbose: "boolean" } as const;

/** What `parseArgs` makes of options; a value of its own follows its flag. */
function tokens(args: string[]): FlagToken[] {
	return args.flatMap((arg, index): FlagToken[] => {
		const [, name, inline] = /^--([^=]+)(?:=(.*))?$/.exec(arg) ?? [];
		if (name === undefined || args[index - 1] === "--port") return [];
		if (inline !== undefined)
			return [{ name, value: inline, inlineValue: true }];
		const value = name === "port" ? args[index + 1] : undefined;
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

test("flags with a value and without are read, in any order and spelling", () => {
	expect(read()).toEqual({ values: {}, messages: [] });
	expect(read("--verbose", "--port", "80")).toEqual({
		values: { verbose: true, port: "80" },
		messages: [],
	});
	expect(read("--port=-1").values).toEqual({ port: "-1" });
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

test("every issue is listed, and none repeats what was typed", () => {
	const { messages } = read("--hunter2", "--port", "--verbose=hunter2");
	expect(messages).toHaveLength(2);
	expect(messages.join()).not.toContain("hunter2");
});

test("a value may be empty if the caller allows it", () => {
	const allowed = readFlags(tokens(["--port="]), flags, { allowEmpty: true });
	expect(allowed).toEqual({ values: { port: "" }, issues: [] });
	const missing = readFlags(tokens(["--port"]), flags, { allowEmpty: true });
	expect(missing.issues).toHaveLength(1);
});

test("a word that is not known may be near one that is", () => {
	expect(didYouMean("serv", ["serve"])).toBe("; did you mean `serve`?");
	expect(didYouMean("zzz", ["serve"])).toBe(".");
});
