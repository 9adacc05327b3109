// Builds, and starts the edge with the sample company. In a terminal, opens the terminal app on it and stops the edge
// when the app exits. Without a terminal, runs the demo over plain HTTP.
import { unwrapData } from "@signoff/core/contract";
import { freePort } from "./lib/free-port.ts";
import { pnpmCommand, root } from "./lib/repository.ts";
import { runOrThrow } from "./lib/run.ts";
import { type Server, startServer, stopServer } from "./lib/server.ts";
import { expectedKinds, formatDemoOutput, runDemo } from "./start/demo.ts";
import { firstWaitingStep, type Get } from "./start/first-waiting-step.ts";
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
const edge = await startServer(
	process.execPath,
	["apps/edge/src/bin.ts", "serve", "--port", String(port), ...sample],
	root,
);
const stopEdge = (): void => {
	void stopServer(edge);
};
process.on("SIGINT", stopEdge).on("SIGTERM", stopEdge);

try {
	if (terminal) await openApp(edge.url, token, companyId);
	else await printDemo(edge, getFrom(edge));
} finally {
	await stopServer(edge);
}

function getFrom({ url }: Server): Get {
	return async (path, schema, envelope) => {
		const headers = {
			Authorization: `Bearer ${token}`,
			"Procore-Company-Id": companyId,
		};
		const reply = await fetch(`${url}${path}`, { headers });
		if (!reply.ok) throw new Error(`GET ${path} failed with ${reply.status}.`);
		const body: unknown = await reply.json();
		return schema.parse(envelope ? unwrapData(body) : body);
	};
}

async function printDemo({ url }: Server, get: Get): Promise<void> {
	const waiting = await firstWaitingStep(get, companyId);
	const { tool, instance, step } = waiting;
	console.log(
		`The edge is at ${url}.\n\nAda Byron answers “${step.name}” of ${tool.name}, instance ${instance.id}:\n`,
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
