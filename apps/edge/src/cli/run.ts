import packageJson from "../../package.json" with { type: "json" };
import { DataFileError } from "../hosts/node/data-file.ts";
import { ServeError, serve } from "../hosts/node/serve.ts";
import { errorLogEntry } from "../observability/log.ts";
import { help } from "./help.ts";
import { type ParsedArgs, parseArguments } from "./parse-args.ts";
import { readFixture } from "./read-fixture.ts";

/** The process, as far as the command needs it. */
export type CliProcess = {
	out(text: string): void;
	err(text: string): void;
	/** Resolves once the process is asked to stop. */
	stopped(): Promise<void>;
};

/** Runs `signoff-edge` and gives its exit code. */
export async function run(argv: string[], host: CliProcess): Promise<number> {
	const asked = parseArguments(argv);
	switch (asked.kind) {
		case "help":
			host.out(help);
			return 0;
		case "version":
			host.out(`${packageJson.version}\n`);
			return 0;
		case "wrong":
			host.err(`signoff-edge: ${asked.sentence}\nTry signoff-edge --help.\n`);
			return 2;
		case "serve":
			return serveUntilStopped(asked, host);
	}
}

async function serveUntilStopped(
	asked: ParsedArgs & { kind: "serve" },
	host: CliProcess,
): Promise<number> {
	try {
		const { port, data } = asked;
		const fixture =
			asked.fixture === null ? null : await readFixture(asked.fixture);
		const stopped = host.stopped();
		const log = (entry: unknown): void =>
			host.err(`${JSON.stringify(entry)}\n`);
		const edge = await serve({ host: asked.host, port, data, fixture, log });
		host.out(`${JSON.stringify({ url: edge.url })}\n`);
		await stopped;
		await edge.close();
		return 0;
	} catch (error) {
		const sentence = userErrorMessage(error);
		if (sentence === null)
			host.err(`${JSON.stringify(errorLogEntry("", error))}\n`);
		else host.err(`signoff-edge: ${sentence}\n`);
		return sentence === null ? 1 : 2;
	}
}

/** What a person can do something about, in a sentence; `null` for the rest. */
function userErrorMessage(error: unknown): string | null {
	if (error instanceof ServeError || error instanceof DataFileError)
		return error.message;
	const code =
		error instanceof Error && "code" in error && "syscall" in error
			? String(error.code)
			: "";
	return listenErrorMessages[code] ?? null;
}

const listenErrorMessages: Partial<Record<string, string>> = {
	EADDRINUSE:
		"The port is in use already: choose another with --port, or 0 for a free one.",
	EACCES:
		"The port needs more rights than this process has: choose one above 1023 with --port.",
	EADDRNOTAVAIL: "The address given with --host is not one of this machine.",
	ENOTFOUND: "The host given with --host cannot be found.",
	EAI_AGAIN: "The host given with --host cannot be looked up at the moment.",
};
