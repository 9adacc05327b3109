import { settings, settingsOf } from "../config/settings.ts";

const nameColumn = 23;
const width = 79;

const options: [name: string, help: string][] = [
	...settingsOf("node").map(([name, setting]): [string, string] => {
		const { placeholder, help } = settings[name];
		const note =
			typeof setting.default === "string"
				? ` (default ${setting.default})`
				: "";
		return [`--${name} ${placeholder}`, help + note];
	}),
	["-h, --help", "prints this"],
	["-v, --version", "prints the version"],
];

/** The output of `signoff-edge --help`. The options are those of the configuration's settings. */
export const help: string = `signoff-edge serve [options]
signoff-edge backup --data FILE --to FILE

Accepts workflow responses over HTTP at the contract's own path. When it is
ready, it prints one line of JSON: {"url":"http://127.0.0.1:8787"}
\`backup\` copies a data file to a new one, also while it is served.

Options
${options.map(optionLines).join("\n")}

Variables
${wrap(variablesText(), width - 2)
	.map((line) => `  ${line}`)
	.join("\n")}

Exit codes
  0  stopped by SIGTERM or SIGINT, all requests finished; the backup is made
  1  unexpected error
  2  the arguments, the fixture, the port, the data file or the backup file
     cannot be used
`;

function optionLines([name, help]: [name: string, help: string]): string {
	return wrap(help, width - nameColumn - 2)
		.map((line, index) => {
			const first = index === 0 ? name : "";
			return `  ${first.padEnd(nameColumn)}${line}`;
		})
		.join("\n");
}

function variablesText(): string {
	const names = settingsOf("node").map(([name]) => settings[name].variable);
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
