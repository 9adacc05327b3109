import type {
	CompletedCommand,
	CompletedFlag,
	CompletionModel,
	Values,
} from "./model.ts";

/** A completion script for fish: to be sourced, or to be stored in `~/.config/fish/completions/signoff.fish`. */
export function fishScript({ commands, app }: CompletionModel): string {
	const names = commands.map(({ name }) => name).join(" ");
	const none = `not __fish_seen_subcommand_from ${names}`;
	return `# fish completion for signoff. Load it with: signoff completion fish | source

function __signoff_options
	set -l words (commandline -opc)
	signoff completion options -- $words[2..] 2>/dev/null
end

complete -c signoff -f
${[
	...commands.map(
		({ name, summary }) =>
			`complete -c signoff -n ${quoted(none)} -a ${name} -d ${quoted(summary)}`,
	),
	...app.map((flag) => flagLine(none, flag)),
	...commands.flatMap(commandLines),
].join("\n")}
`;
}

function commandLines({
	name,
	flags,
	positionals,
}: CompletedCommand): string[] {
	const condition = `__fish_seen_subcommand_from ${name}`;
	const [first] = positionals;
	return [
		...(first === undefined || first.kind === "any"
			? []
			: [`complete -c signoff -n ${quoted(condition)}${action(first)}`]),
		...flags.map((flag) => flagLine(condition, flag)),
	];
}

function flagLine(
	condition: string,
	{ name, help, values }: CompletedFlag,
): string {
	const value = values === null ? "" : ` -r${action(values)}`;
	return `complete -c signoff -n ${quoted(condition)} -l ${name}${value} -d ${quoted(help)}`;
}

function action(values: Values): string {
	switch (values.kind) {
		case "words":
			return ` -a ${quoted(values.words.join(" "))}`;
		case "files":
			return " -F";
		case "options":
			return " -a '(__signoff_options)'";
		case "any":
			return "";
	}
}

/** Within single quotes fish knows two escapes. */
function quoted(text: string): string {
	return `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
}
