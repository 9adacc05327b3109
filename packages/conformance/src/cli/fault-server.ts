import { startFaultServer } from "../fault-server/start-server.ts";
import { parseFlags, parseWholeNumber } from "./flags.ts";
import { type CliCommand, flagError, usageError } from "./process.ts";

/** `signoff-conformance fault-server`. */
export const faultServerCommand: CliCommand = {
	name: "fault-server",
	help: `signoff-conformance fault-server [--port 0]
  Serves worlds over real sockets on 127.0.0.1, with every network and
  server fault. Once ready, it prints one line of JSON: {"url":"…"}
  --port NUMBER   0 picks a free one (default 0)
`,
	async run(argv, context) {
		const flags = parseFlags(argv, ["port"]);
		if (flags.kind === "invalid") return flagError(context, flags.issues);
		const port = parseWholeNumber(flags.value.port ?? "0", 65_535);
		if (port === null)
			return usageError(
				context,
				"`--port` must be an integer from 0 to 65535.",
			);
		const stopped = context.stopped();
		try {
			const { url, close } = await startFaultServer({ port });
			context.out(`${JSON.stringify({ url })}\n`);
			await stopped;
			await close();
			return 0;
		} catch (error) {
			const message = listenErrors[codeOf(error)];
			if (message === undefined) throw error;
			return usageError(context, message);
		}
	},
};

const listenErrors: Partial<Record<string, string>> = {
	EADDRINUSE:
		"The port is in use already: choose another, or 0 for a free one.",
	EACCES:
		"The port needs more rights than this process has: choose one above 1023.",
};

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : "";
}
