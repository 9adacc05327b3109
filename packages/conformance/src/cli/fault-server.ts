import { startFaultServer } from "../fault-server/start-server.ts";
import { readFlags, wholeNumber } from "./flags.ts";
import { type CliCommand, usageError } from "./process.ts";

/** `signoff-conformance fault-server`. */
export const faultServerCommand: CliCommand = {
	name: "fault-server",
	help: `signoff-conformance fault-server [--port 0]
  Serves worlds over real sockets on 127.0.0.1, with everything that can go
  wrong on the way. Once ready it prints one line of JSON: {"url":"…"}
  --port NUMBER   0 picks a free one (default 0)
`,
	async run(argv, host) {
		const flags = readFlags(argv, ["port"]);
		if (flags.kind === "wrong") return usageError(host, flags.sentence);
		const port = wholeNumber(flags.values.port ?? "0", 65_535);
		if (port === null)
			return usageError(host, "`--port` must be an integer from 0 to 65535.");
		const stopped = host.stopped();
		try {
			const { url, close } = await startFaultServer({ port });
			host.out(`${JSON.stringify({ url })}\n`);
			await stopped;
			await close();
			return 0;
		} catch (error) {
			const sentence = reasons[codeOf(error)];
			if (sentence === undefined) throw error;
			return usageError(host, sentence);
		}
	},
};

const reasons: Partial<Record<string, string>> = {
	EADDRINUSE:
		"The port is in use already: choose another, or 0 for a free one.",
	EACCES:
		"The port needs more rights than this process has: choose one above 1023.",
};

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : "";
}
