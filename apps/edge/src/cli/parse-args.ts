import { parseArgs } from "node:util";
import { closestMatch, isLoopback, sanitize } from "@signoff/core/validation";

/** What the command line asks for. */
export type ParsedArgs =
	| { kind: "help" }
	| { kind: "version" }
	| {
			kind: "serve";
			host: string;
			port: number;
			data: string | null;
			fixture: string | null;
	  }
	/** `sentence` says what is wrong and what was likely meant. */
	| { kind: "wrong"; sentence: string };

const flags = {
	upstream: { type: "string" },
	host: { type: "string" },
	port: { type: "string" },
	data: { type: "string" },
	fixture: { type: "string" },
	help: { type: "boolean", short: "h" },
	version: { type: "boolean", short: "v" },
} as const;

const commands = ["serve"] as const;

/** Reads the command line. */
export function parseArguments(argv: string[]): ParsedArgs {
	const { values, positionals, tokens } = parseArgs({
		args: argv,
		options: flags,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	for (const token of tokens) {
		const problem =
			token.kind === "option"
				? flagProblem(token.name, token.rawName, token.value)
				: null;
		if (problem !== null) return wrong(problem);
	}
	if (values.help === true) return { kind: "help" };
	if (values.version === true) return { kind: "version" };
	const [command, extra] = positionals;
	if (command === undefined)
		return wrong("A command is missing: signoff-edge serve.");
	if (command !== "serve")
		return wrong(
			`Unknown command \`${sanitize(command)}\`${meant(closestMatch(command, commands))}.`,
		);
	if (extra !== undefined)
		return wrong(`\`serve\` takes no argument such as \`${sanitize(extra)}\`.`);
	return serveArguments((name) =>
		typeof values[name] === "string" ? values[name] : undefined,
	);
}

type FlagName = "upstream" | "host" | "port" | "data" | "fixture";

function serveArguments(
	flag: (name: FlagName) => string | undefined,
): ParsedArgs {
	const host = flag("host") ?? "127.0.0.1";
	const port = flag("port") ?? "8787";
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
		return wrong("`--port` must be an integer from 0 to 65535.");
	const upstream =
		flag("upstream") ?? (isLoopback(host) ? "embedded" : undefined);
	switch (upstream) {
		case "embedded":
			return {
				kind: "serve",
				host,
				port: Number(port),
				data: flag("data") ?? null,
				fixture: flag("fixture") ?? null,
			};
		case "procore":
			return wrong(
				"`--upstream procore` is not available in this version: use `--upstream embedded`.",
			);
		case undefined:
			return wrong(
				"`--upstream` must be named where `--host` is not a loopback address.",
			);
		default:
			return wrong(
				`\`--upstream\` must be embedded or procore${meant(closestMatch(upstream, ["embedded", "procore"]))}.`,
			);
	}
}

function flagProblem(
	name: string,
	raw: string,
	value: string | undefined,
): string | null {
	const flag = Object.entries(flags).find(([known]) => known === name)?.[1];
	if (flag === undefined)
		return `Unknown option \`${sanitize(raw)}\`${meant(closestMatch(name, Object.keys(flags)), "--")}.`;
	if (flag.type === "string" && (value === undefined || value === ""))
		return `\`--${name}\` needs a value.`;
	if (flag.type === "boolean" && value !== undefined)
		return `\`--${name}\` takes no value.`;
	return null;
}

function meant(guess: string | null, prefix = ""): string {
	return guess === null ? "" : `; did you mean \`${prefix}${guess}\`?`;
}

function wrong(sentence: string): ParsedArgs {
	return { kind: "wrong", sentence: sentence.replace("?.", "?") };
}
