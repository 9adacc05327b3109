import type { SettingName } from "../config/fields.ts";
import { settingNames, settings, settingsOf } from "../config/settings.ts";

const nameColumn = 23;
const width = 79;

type Line = [name: string, help: string];

const defaults = new Map(
	settingsOf("node").map(([name, setting]) => [name, setting.default]),
);
const flags = settingNames.filter((name) => settings[name].placeholder);
const secrets = settingNames.filter((name) => !flags.includes(name));
const isOfProcore = (name: SettingName): boolean =>
	settings[name].upstream === "procore";

/** The output of `signoff-edge --help`. The options and variables are those of the configuration's settings. */
export const help: string = `signoff-edge serve [options]
signoff-edge check [options]
signoff-edge backup --data FILE --to FILE
signoff-edge keys create --name NAME --company ID… [--project ID]…
                         [--response-type TYPE]… [--expires TIME]

Accepts workflow responses over HTTP at the contract's own path. When it is
ready, it prints one line of JSON: {"url":"http://127.0.0.1:8787"}
\`check\` reads the options, the variables and the files that they name as
\`serve\` would, prints every problem and starts nothing.
\`backup\` copies a data file to a new one, also while it is served.
\`keys create\` prints an API key and its record as JSON, and stores nothing.

Options of serve and check
${section(flags.filter((name) => !isOfProcore(name)).map(flagLine))}

Options of the upstream procore
${section(flags.filter(isOfProcore).map(flagLine))}

Options of keys create
${section([
	["--name NAME", "who has the key, for people"],
	["--company ID", "a company that the key covers"],
	[
		"--project ID",
		"a project that it covers (default: the company level and all projects)",
	],
	[
		"--response-type TYPE",
		"a response type that it may answer with, such as approve (default: it may read only)",
	],
	["--expires TIME", "such as 30s, 5m, 12h or 90d (default: never)"],
])}

Options of every command
${section([
	["-h, --help", "prints this"],
	["-v, --version", "prints the version"],
])}

Variables
${wrap(variablesText(), width - 2)
	.map((line) => `  ${line}`)
	.join("\n")}

Secrets, as variables only
${section(secrets.map((name): Line => [settings[name].variable, settings[name].help]))}

Exit codes
  0  stopped by SIGTERM or SIGINT, all requests finished; the configuration is
     valid; the backup or the key is made
  1  unexpected error
  2  the arguments, the variables, the fixture, the keys file, the port, the
     data file or the backup file cannot be used
`;

function flagLine(name: SettingName): Line {
	const { placeholder, help } = settings[name];
	const value = defaults.get(name);
	const note = typeof value === "string" ? ` (default ${value})` : "";
	return [`--${name} ${placeholder}`, help + note];
}

function section(lines: Line[]): string {
	return lines.map(optionLines).join("\n");
}

function optionLines([name, help]: Line): string {
	return wrap(help, width - nameColumn - 2)
		.map((line, index) => {
			const first = index === 0 ? name : "";
			return `  ${first.padEnd(nameColumn)}${line}`;
		})
		.join("\n");
}

function variablesText(): string {
	const names = flags.map((name) => settings[name].variable);
	return `${names.join(", ")}: used if the option is not given.`;
}

/** Breaks a text into lines of at most `max` characters, at spaces. */
function wrap(text: string, max: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(" ")) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= max)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}
