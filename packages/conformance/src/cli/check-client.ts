import { CommandNotFound } from "../client-check/adapter.ts";
import {
	type ClientCheckOptions,
	checkClient,
	clientCases,
} from "../client-check/check-client.ts";
import { connectFaultServer } from "../fault-server/control-client.ts";
import { startFaultServer } from "../fault-server/start-server.ts";
import type { Reporter } from "../report/reporter.ts";
import { parseFlags, parseWholeNumber } from "./flags.ts";
import {
	type CliCommand,
	type CommandContext,
	flagError,
	usageError,
} from "./process.ts";
import { reportHelp, withReporter } from "./report-flags.ts";

const values = [
	"command",
	"only",
	"concurrency",
	"time-limit",
	"junit",
] as const;
const switches = [
	"by-name",
	"exact-requests",
	"may-resend",
	"hides-refused",
	"restart",
	"json",
] as const;

/** `signoff-conformance client --command COMMAND`. */
export const checkClientCommand: CliCommand = {
	name: "client",
	help: `signoff-conformance client --command "python3 adapter.py"
  Runs every behaviour of a client against the fault server. The command starts
  an adapter, which reads one line of JSON for each behaviour, sends the response
  with the client, and writes one line of JSON. The README describes both lines.
  Exits 1 if a behaviour fails.
  --only TEXT        only the behaviours whose name contains TEXT
  --by-name          runs each behaviour also with the response option's name
  --exact-requests   the client sends the requests that Signoff's clients send
  --may-resend       its runtime may resend a request by itself, as browsers do
  --hides-refused    its runtime does not report that a connection was refused
  --restart          starts the adapter anew for each behaviour
  --concurrency N    how many adapters run at once (default 4)
  --time-limit N     seconds that the adapter may take for one (default 30)
${reportHelp}`,
	async run(argv, context) {
		const flags = parseFlags(argv, values, switches);
		if (flags.kind === "invalid") return flagError(context, flags.issues);
		const { command, only = "", junit, json } = flags.value;
		if (command === undefined)
			return usageError(context, "`--command` is missing.");
		const concurrency = parseCount(flags.value.concurrency ?? "4");
		const seconds = parseCount(flags.value["time-limit"] ?? "30");
		if (concurrency === null || seconds === null)
			return usageError(
				context,
				"`--concurrency` and `--time-limit` take a whole number from 1 to 1000.",
			);
		const byName = flags.value["by-name"] === true;
		const cases = clientCases(byName ? ["id", "name"] : ["id"], only);
		if (cases.length === 0)
			return usageError(context, "No behaviour has this text in its name.");
		const options: ClientCheckOptions = {
			command,
			concurrency,
			timeLimitMs: seconds * 1_000,
			restart: flags.value.restart === true,
			exactRequests: flags.value["exact-requests"] === true,
			mayResend: flags.value["may-resend"] === true,
			reportsConnectionRefused: flags.value["hides-refused"] !== true,
		};
		return withReporter("client", { json, junit }, context, (reporter) =>
			run(cases, options, reporter, context),
		);
	},
};

async function run(
	cases: ReturnType<typeof clientCases>,
	options: ClientCheckOptions,
	reporter: Reporter,
	context: CommandContext,
): Promise<number> {
	const stop = new AbortController();
	void context.stopped().then(() => stop.abort());
	const server = await startFaultServer({ port: 0 });
	try {
		const control = connectFaultServer(server.url);
		await checkClient(control, cases, options, reporter.add, stop.signal);
		return await reporter.finish();
	} catch (error) {
		if (stop.signal.aborted) return 130;
		if (error instanceof CommandNotFound)
			return usageError(
				context,
				"`--command` cannot be started: the shell does not find it, or may not run it.",
			);
		throw error;
	} finally {
		await server.close();
	}
}

function parseCount(text: string): number | null {
	const number = parseWholeNumber(text, 1_000);
	return number === 0 ? null : number;
}
