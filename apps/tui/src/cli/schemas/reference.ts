import { exitCodes, outcomeKinds, outcomeMeanings } from "@signoff/core";
import type { CommandSpec, Registry } from "../args/command-spec.ts";
import { flagHelp } from "../args/flags.ts";

/** The reference of all commands, as Markdown. */
export function commandReference({ app, commands }: Registry): string {
	const kinds = outcomeKinds.toSorted((a, b) => exitCodes[a] - exitCodes[b]);
	return `${[
		"# Commands",
		"This page is generated from the code of [`@signoff/tui`](../apps/tui/README.md), as the help of the command is: `npx -y pnpm@12.21.0 --filter @signoff/tui run build-docs` writes it. `signoff help COMMAND` and `-h` show the same at a terminal.",
		"`--json` prints the lines that [`cli.schema.json`](cli.schema.json) describes. The keys of the config file are in [`config.schema.json`](config.schema.json). `signoff config schema output` and `signoff config schema` print both.",
		`## signoff\n\n${commandText(app, "signoff")}`,
		...commands.map(
			(command) =>
				`## signoff ${command.name}\n\n${commandText(command, usage(command))}`,
		),
		"## Exit codes",
		"A read that succeeds exits 0. `doctor` exits 1 if a check fails, and so does an unexpected error. `bulk` exits with the code of its worst row, in this order: `uncertain`, `deferred`, `unauthenticated`, `forbidden`, `not_found`, `invalid`, `superseded`, `conflict`.",
		[
			"| Exit | `kind` | It is certain that |",
			"|---|---|---|",
			...kinds.map(
				(kind) =>
					`| ${exitCodes[kind]} | \`${kind}\` | ${outcomeMeanings[kind]} |`,
			),
		].join("\n"),
	].join("\n\n")}\n`;
}

function usage({ name, positionals = [] }: CommandSpec): string {
	return ["signoff", name, ...positionals].join(" ");
}

function commandText(command: CommandSpec, usage: string): string {
	return [
		command.summary,
		["```", `${usage} [FLAGS]`, "```"].join("\n"),
		[
			"| Flag | Means |",
			"|---|---|",
			...Object.entries(command.flags).map((flag) => {
				const [left, right] = flagHelp(flag).map(escaped);
				return `| \`${left}\` | ${right} |`;
			}),
		].join("\n"),
		"Examples:",
		["```sh", ...command.examples, "```"].join("\n"),
	].join("\n\n");
}

/** A bar would end the cell. */
function escaped(text: string): string {
	return text.replaceAll("|", "\\|");
}
