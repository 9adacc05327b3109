import packageJson from "../../package.json" with { type: "json" };
import type { Configs } from "../config/settings.ts";
import { backUp } from "../hosts/node/back-up.ts";
import { BackupError } from "../hosts/node/backup-file.ts";
import { DataFileError } from "../hosts/node/data-file.ts";
import { logWriter } from "../hosts/node/log-writer.ts";
import { serve } from "../hosts/node/serve.ts";
import { ServeError } from "../hosts/node/serve-upstream.ts";
import { errorLogEntry } from "../observability/log.ts";
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
			for (const problem of args.problems)
				process.writeError(`signoff-edge: ${problem}\n`);
			process.writeError("Try signoff-edge --help.\n");
			return 2;
		case "serve":
			return exitCodeOf(() => serveUntilStopped(args.config, process), process);
		case "backup":
			return exitCodeOf(() => backUp(args.data, args.to), process);
	}
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
	{
		host,
		port,
		data,
		fixture: fixtureFile,
		"public-url": publicUrl,
		"log-level": logLevel,
		"metrics-port": metricsPort,
	}: Configs["node"],
	process: CliProcess,
): Promise<void> {
	const fixture = fixtureFile === null ? null : await readFixture(fixtureFile);
	const stopped = process.stopRequested();
	const { log, flush } = logWriter(process.writeError);
	try {
		const edge = await serve({
			...{ host, port, data, fixture, publicUrl, metricsPort, log, logLevel },
		});
		const { url, metricsUrl } = edge;
		const metrics = metricsUrl === null ? {} : { metrics_url: metricsUrl };
		process.writeOut(`${JSON.stringify({ url, ...metrics })}\n`);
		await stopped;
		await edge.close();
	} finally {
		flush();
	}
}

/** The message of an error that the user can fix; `null` for any other error. */
function userErrorMessage(error: unknown): string | null {
	if (
		error instanceof ServeError ||
		error instanceof DataFileError ||
		error instanceof BackupError
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
