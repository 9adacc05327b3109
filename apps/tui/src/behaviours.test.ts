import {
	type ClientCall,
	type ClientResult,
	clientDriver,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { describeSurface } from "@signoff/conformance/vitest";
import { outcomeSchema } from "@signoff/core";
import { afterAll } from "vitest";
import { printed, signoff } from "./testing/run-cli.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

/** Runs the real command with a whole submission on standard input. */
async function respond(call: ClientCall): Promise<ClientResult> {
	const seconds = String(call.deadline_ms / 1000);
	const run = await signoff(
		["respond", "--stdin", "--json", "--deadline", seconds],
		{
			env: { SIGNOFF_BASE_URL: call.base_url, SIGNOFF_TOKEN: call.token },
			stdin: JSON.stringify(call.submission),
		},
	);
	return {
		outcome: outcomeSchema.parse(printed(run)),
		exit_code: run.code ?? 1,
	};
}

describeSurface("the command line", clientDriver(server, respond));
