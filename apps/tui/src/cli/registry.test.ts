import { expect, test } from "vitest";
import { typedCommands } from "./args/command-spec.ts";
import { parseArgs } from "./args/parse-args.ts";
import { helpText } from "./help.ts";
import { type CommandName, registry } from "./registry.ts";

const names: CommandName[] = ["app", ...typedCommands(registry)];

/** The words of an example, without the name of the program and without what the shell takes. */
function wordsOf(example: string): string[] {
	const [command = ""] = example.split(" < ");
	return command.split(" ").slice(1);
}

test.each(names)("the examples of `%s` are command lines of it", (name) => {
	const { examples } = registry[name];
	expect(examples.length).toBeGreaterThan(0);
	for (const example of examples) {
		expect(example).toMatch(/^signoff\b/);
		expect(parseArgs(registry, wordsOf(example))).toMatchObject({
			kind: "parsed",
			value: { command: name },
		});
	}
});

test.each(names.filter((name) => name !== "help"))(
	"the help of `%s` shows its summary, flags and examples",
	(name) => {
		const { summary, flags, examples } = registry[name];
		const help = helpText(name);
		for (const part of [
			summary,
			...flags.map((flag) => `--${flag}`),
			...examples,
		])
			expect(help).toContain(part);
	},
);

test("the overview shows each command that can be typed, with its summary", () => {
	for (const name of typedCommands(registry)) {
		expect(helpText(null)).toMatch(new RegExp(`^ {2}${name} `, "m"));
		expect(helpText(null)).toContain(registry[name].summary);
	}
});
