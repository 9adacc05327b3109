import { join } from "node:path";
import { runProcess } from "../lib/run.ts";
import { startServer, stopServer } from "../lib/server.ts";

/** Runs the example `one-decision` against the installed edge with its smallest fixture. Throws if nothing is recorded. */
export async function checkOneDecision(folder: string): Promise<void> {
	const fixture = join(
		folder,
		"node_modules/@signoff/edge/fixtures/minimal.json",
	);
	const bin = join(folder, "node_modules/.bin/signoff-edge");
	const edge = await startServer(
		bin,
		["serve", "--port", "0", "--fixture", fixture],
		folder,
	);
	try {
		const env = {
			...process.env,
			SIGNOFF_BASE_URL: edge.url,
			SIGNOFF_TOKEN: "ada-token",
		};
		const { output } = await runProcess(
			process.execPath,
			["decide.ts", "4201", "77", "9001"],
			folder,
			env,
		);
		if (!output.startsWith("recorded: "))
			throw new Error(`The example printed: ${output}`);
	} finally {
		await stopServer(edge);
	}
}
