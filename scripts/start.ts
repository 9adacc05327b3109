// Builds and starts the edge with the sample company. With a terminal the terminal app opens on it, and the edge ends
// with the app; without one the job is played once over plain HTTP.
import { unwrapData } from "@signoff/core/contract";
import { freePort } from "./lib/free-port.ts";
import { pnpm, root } from "./lib/repository.ts";
import { must } from "./lib/run.ts";
import { type Server, startServer, stopServer } from "./lib/server.ts";
import { expected, lines, play } from "./start/demo.ts";
import { openApp } from "./start/open-app.ts";
import { firstWaiting, type Read } from "./start/waiting.ts";

// The sample company and one of its people, as its fixture names them.
const companyId = "4201";
const token = "ada-token";

const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

console.log("Building …");
const [command, ...args] = pnpm();
await must(command, [...args, "run", "build"], root);

const port = terminal ? await freePort(8787) : 0;
const sample = ["--fixture", "apps/edge/fixtures/harbor.json"];
const edge = await startServer(
	process.execPath,
	["apps/edge/src/bin.ts", "serve", "--port", String(port), ...sample],
	root,
);
const leave = (): void => {
	void stopServer(edge);
};
process.on("SIGINT", leave).on("SIGTERM", leave);

try {
	if (terminal) await openApp(edge.url, token, companyId);
	else await playOnce(edge, readerOf(edge));
} finally {
	await stopServer(edge);
}

function readerOf({ url }: Server): Read {
	return async (path, schema, envelope) => {
		const headers = {
			Authorization: `Bearer ${token}`,
			"Procore-Company-Id": companyId,
		};
		const answer = await fetch(`${url}${path}`, { headers });
		if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}.`);
		const body: unknown = await answer.json();
		return schema.parse(envelope ? unwrapData(body) : body);
	};
}

async function playOnce({ url }: Server, read: Read): Promise<void> {
	const waiting = await firstWaiting(read, companyId);
	const { tool, instance, step } = waiting;
	console.log(
		`The edge is at ${url}.\n\nAda Byron answers “${step.name}” of ${tool.name}, instance ${instance.id}:\n`,
	);
	const played = await play(url, token, waiting);
	console.log(lines(played));
	if (played.some(({ outcome }, index) => outcome.kind !== expected[index])) {
		console.log(`Expected ${expected.join(", ")}.`);
		process.exitCode = 1;
	}
}
