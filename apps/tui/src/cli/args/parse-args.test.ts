import type { ParseResult } from "@signoff/core";
import { expect, test } from "vitest";
import { helpText } from "../commands/help.ts";
import type { CommandSpec, Registry } from "./command-spec.ts";
import { type ParsedArgs, parseArgs } from "./parse-args.ts";
import { commonFlags } from "./shared-flags.ts";

const app = command("app", {});
const help = command("help", { positionals: ["COMMAND"] });
const load = command("load", {
	positionals: ["FILE"],
	flags: {
		...commonFlags,
		limit: { type: "string", placeholder: "N", help: "At most so many." },
	},
});
const registry: Registry = { app, help, commands: [load, help] };

function command(name: string, spec: Partial<CommandSpec>): CommandSpec {
	return { name, summary: "", flags: commonFlags, examples: [], ...spec };
}

function parse(line: string): ParseResult<ParsedArgs<CommandSpec>> {
	return parseArgs(registry, line === "" ? [] : line.split(" "));
}

function messages(line: string): string[] {
	const parsed = parse(line);
	return parsed.kind === "invalid"
		? parsed.issues.map(({ message }) => message)
		: [];
}

test("passes a command its flags and as many positional arguments as it takes", () => {
	expect(parse("load --limit 3 rows.csv --json")).toEqual({
		kind: "parsed",
		value: {
			command: load,
			positionals: ["rows.csv"],
			topic: load,
			flags: { limit: "3", json: true },
		},
	});
	expect(messages("load rows.csv more.csv")).toEqual([
		"There is a word too many: a text with spaces needs quotes.",
	]);
	expect(helpText(registry, load)).toContain("signoff load FILE: ");
});

test("runs `app` without a command, and `help` with `--help`", () => {
	expect(parse("")).toMatchObject({ value: { command: app, topic: null } });
	for (const line of ["help load", "load --help"])
		expect(parse(line)).toMatchObject({
			value: { command: help, topic: load },
		});
});

test("takes suggestions and the names of other commands' flags from the registry", () => {
	expect(messages("laod")).toEqual([
		"There is no such command; did you mean `load`? The commands are load, help.",
	]);
	expect(messages("load --limti")).toEqual([
		"`load` has no such flag; did you mean `--limit`? Its flags are --json, --help, --limit.",
	]);
	expect(messages("help --limit 3")).toEqual(["`help` takes no `--limit`."]);
});
