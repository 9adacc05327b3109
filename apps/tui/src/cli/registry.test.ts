import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { parseArgs } from "./args/parse-args.ts";
import type { Command } from "./commands/command.ts";
import { helpText } from "./commands/help.ts";
import { registry } from "./registry.ts";

const { app, help, commands } = registry;
const all: [string, Command][] = [app, ...commands].map((command) => [
	command.name,
	command,
]);

/** The words of an example, without the name of the program and without what the shell takes. */
function wordsOf(example: string): string[] {
	const [command = ""] = example.split(" < ");
	return command.split(" ").slice(1);
}

test("every command has a file of its name with a test beside it, and every such file is registered", () => {
	const expected = all.flatMap(([name]) => [`${name}.ts`, `${name}.test.ts`]);
	const files = readdirSync(`${import.meta.dirname}/commands`);
	expect([...expected, "command.ts"].sort()).toEqual(files.sort());
});

test("a flag is of the same type in every command", () => {
	const types = new Map<string, string>();
	for (const [, { flags }] of all)
		for (const [name, { type }] of Object.entries(flags)) {
			expect([name, type]).toEqual([name, types.get(name) ?? type]);
			types.set(name, type);
		}
});

test.each(all)("`%s` takes -h", (_, command) => {
	const words = command === app ? ["-h"] : [command.name, "-h"];
	const parsed = parseArgs(registry, words);
	if (parsed.kind === "invalid") throw new Error("It does not parse.");
	expect(parsed.value.command).toBe(help);
	const isOverview = command === app || command === help;
	expect(parsed.value.topic).toBe(isOverview ? null : command);
});

test.each(all)("the examples of `%s` are command lines of it", (_, command) => {
	const { examples } = command;
	expect(examples.length).toBeGreaterThan(0);
	for (const example of examples) {
		expect(example).toMatch(/^signoff\b/);
		expect(parseArgs(registry, wordsOf(example))).toMatchObject({
			kind: "parsed",
			value: { command },
		});
	}
});

test.each(all.filter(([, command]) => command !== help))(
	"the help of `%s` shows its summary, flags and examples",
	(_, command) => {
		const { summary, flags, examples } = command;
		const text = helpText(registry, command);
		for (const part of [
			summary,
			...Object.keys(flags).map((flag) => `--${flag}`),
			...examples,
		])
			expect(text).toContain(part);
	},
);

test("the overview shows each command that can be typed, with its summary", () => {
	for (const { name, summary } of commands) {
		expect(helpText(registry, null)).toMatch(new RegExp(`^ {2}${name} `, "m"));
		expect(helpText(registry, null)).toContain(summary);
	}
});
