// Builds, and starts the edge with the sample company. In a terminal, opens the terminal app on it and stops the edge
// when the app exits. Without a terminal, runs the demo over plain HTTP.
import {
	bearer,
	byUrgency,
	createClient,
	type WaitingStep,
} from "@signoff/sdk";
import { freePort } from "./lib/free-port.ts";
import { pnpmCommand, root } from "./lib/repository.ts";
import { runOrThrow } from "./lib/run.ts";
import { startServer, stopServer } from "./lib/server.ts";
import { expectedKinds, formatDemoOutput, runDemo } from "./start/demo.ts";
import { openApp } from "./start/open-app.ts";

// The sample company and one of its people, as its fixture names them.
const companyId = "4201";
const token = "ada-token";

const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

console.log("Building …");
const [command, ...args] = pnpmCommand();
await runOrThrow(command, [...args, "run", "build"], root);

const port = terminal ? await freePort(8787) : 0;
const sample = ["--fixture", "apps/edge/fixtures/harbor.json"];
// The terminal belongs to the app or the demo.
const quiet = ["--log-level", "error"];
const edge = await startServer(
	process.execPath,
	[
		"apps/edge/src/bin.ts",
		"serve",
		"--port",
		String(port),
		...sample,
		...quiet,
	],
	root,
);
const stopEdge = (): void => {
	void stopServer(edge);
};
process.on("SIGINT", stopEdge).on("SIGTERM", stopEdge);

try {
	if (terminal) await openApp(edge.url, token, companyId);
	else await printDemo(edge.url);
} finally {
	await stopServer(edge);
}

async function printDemo(url: string): Promise<void> {
	const waiting = await mostUrgentStep(url);
	const { tool, instance, step } = waiting;
	console.log(
		`The edge is at ${url}.\n\nAda Byron answers “${step.name}” of ${tool}, instance ${instance.id}:\n`,
	);
	const results = await runDemo(url, token, waiting);
	console.log(formatDemoOutput(results));
	if (
		results.some(({ outcome }, index) => outcome.kind !== expectedKinds[index])
	) {
		console.log(`Expected ${expectedKinds.join(", ")}.`);
		process.exitCode = 1;
	}
}

/** The most urgent step that waits for this person and offers a choice. */
async function mostUrgentStep(baseUrl: string): Promise<WaitingStep> {
	const client = createClient({ auth: bearer(token), baseUrl });
	const waiting: WaitingStep[] = [];
	for await (const row of client.inbox({ company_id: companyId }))
		if (row.step.available_response_options.length > 1) waiting.push(row);
	const [first] = waiting.sort(byUrgency);
	if (first === undefined)
		throw new Error(
			"The sample company has no step that waits for this person.",
		);
	return first;
}
