import type { Fixture } from "@signoff/core/fixture";
import packageJson from "../../package.json" with { type: "json" };
import { createApiKey } from "../api-keys/create-api-key.ts";
import type { Configs } from "../config/configs.ts";
import { backUp } from "../hosts/node/back-up.ts";
import { BackupError } from "../hosts/node/backup-file.ts";
import { DataFileError } from "../hosts/node/data-file.ts";
import { KeysFileError } from "../hosts/node/keys-file.ts";
import { logWriter } from "../hosts/node/log-writer.ts";
import { serve } from "../hosts/node/serve.ts";
import { serveRelay } from "../hosts/node/serve-relay.ts";
import { type RunningEdge, ServeError } from "../hosts/node/serve-upstream.ts";
import { errorLogEntry, type Log } from "../observability/log.ts";
import { fileProblems } from "./check-files.ts";
import { help } from "./help.ts";
import { parseArguments } from "./parse-args.ts";
import { readFixture } from "./read-fixture.ts";

/** The parts of the process that the command uses. */
export type CliProcess = {
	env: NodeJS.ProcessEnv;
	writeOut(text: string): void;
	writeError(text: string): void;
	/** Resolves when the process is asked to stop. */
	stopRequested(): Promise<void>;
};

/** Runs `signoff-edge` and returns its exit code. */
export async function runCommand(
	argv: string[],
	process: CliProcess,
): Promise<number> {
	const args = parseArguments(argv, process.env);
	switch (args.kind) {
		case "help":
			process.writeOut(help);
			return 0;
		case "version":
			process.writeOut(`${packageJson.version}\n`);
			return 0;
		case "invalid":
			return printProblems(args.problems, process);
		case "serve":
			return exitCodeOf(() => serveUntilStopped(args.config, process), process);
		case "backup":
			return exitCodeOf(() => backUp(args.data, args.to), process);
		case "check": {
			const problems = [...args.problems, ...(await fileProblems(args.files))];
			if (problems.length > 0) return printProblems(problems, process);
			process.writeOut("The configuration is valid.\n");
			return 0;
		}
		case "keys create": {
			const { expiresInMs, ...options } = args.options;
			const expiresAt = expiresInMs === null ? null : Date.now() + expiresInMs;
			const created = await createApiKey({ ...options, expiresAt });
			process.writeOut(`${JSON.stringify(created)}\n`);
			return 0;
		}
	}
}

function printProblems(problems: string[], process: CliProcess): 2 {
	for (const problem of problems)
		process.writeError(`signoff-edge: ${problem}\n`);
	process.writeError("Try signoff-edge --help.\n");
	return 2;
}

/** Runs a command; prints why it failed. */
async function exitCodeOf(
	command: () => Promise<void>,
	process: CliProcess,
): Promise<number> {
	try {
		await command();
		return 0;
	} catch (error) {
		const message = userErrorMessage(error);
		if (message === null) {
			process.writeError(`${JSON.stringify(errorLogEntry("", error))}\n`);
			return 1;
		}
		process.writeError(`signoff-edge: ${message}\n`);
		return 2;
	}
}

async function serveUntilStopped(
	config: Configs["node"],
	process: CliProcess,
): Promise<void> {
	const fixture =
		config.fixture === null ? null : await readFixture(config.fixture);
	const stopped = process.stopRequested();
	const { log, flush } = logWriter(process.writeError);
	try {
		const edge = await startEdge(config, fixture, log);
		const { url, metricsUrl } = edge;
		const metrics = metricsUrl === null ? {} : { metrics_url: metricsUrl };
		process.writeOut(`${JSON.stringify({ url, ...metrics })}\n`);
		await stopped;
		await edge.close();
	} finally {
		flush();
	}
}

function startEdge(
	config: Configs["node"],
	fixture: Fixture | null,
	log: Log,
): Promise<RunningEdge> {
	const { host, port, data, relay } = config;
	const options = {
		...{ host, port, data, log },
		publicUrl: config["public-url"],
		corsOrigins: config["cors-origin"],
		metricsPort: config["metrics-port"],
		logLevel: config["log-level"],
	};
	return relay === null
		? serve({ ...options, fixture })
		: serveRelay({ ...options, relay });
}

/** The message of an error that the user can fix; `null` for any other error. */
function userErrorMessage(error: unknown): string | null {
	if (
		error instanceof ServeError ||
		error instanceof DataFileError ||
		error instanceof BackupError ||
		error instanceof KeysFileError
	)
		return error.message;
	const code =
		error instanceof Error && "code" in error && "syscall" in error
			? String(error.code)
			: "";
	return listenErrorMessages[code] ?? null;
}

const listenErrorMessages: Partial<Record<string, string>> = {
	EADDRINUSE:
		"The port is already in use: choose another with --port, or 0 for a free one.",
	EACCES:
		"This process may not use that port: choose one above 1023 with --port.",
	EADDRNOTAVAIL:
		"The address given with --host is not an address of this machine.",
	ENOTFOUND: "The host given with --host cannot be found.",
	EAI_AGAIN: "The host given with --host cannot be looked up at the moment.",
};
