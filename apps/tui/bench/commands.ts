import { spawn } from "node:child_process";
import { once } from "node:events";
import { startStubServer } from "../src/testing/stub-server.ts";
import { replyForOneTool } from "./one-tool.ts";
import {
	differences,
	interleaved,
	recordMs,
	summary,
	surplus,
} from "./samples.ts";

/** The time that whole commands take, beside `node -e 0`. */
export async function measureCommands(
	app: string,
	folder: string,
): Promise<void> {
	const reads = replyForOneTool(0);
	const server = await startStubServer((request) =>
		request.method === "POST" ? { status: 204 } : reads(request),
	);
	const env = {
		HOME: folder,
		LANG: "C.UTF-8",
		SIGNOFF_BASE_URL: server.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
	};
	// The same answer again would only be read.
	let instance = 9001;
	const answer = (): string[] =>
		`respond --instance ${instance++} --step 1 --option 2000 --json`.split(" ");
	try {
		const times = await interleaved(
			{
				node: () => timeOf(["-e", "0"], env),
				help: () => timeOf([app, "--help"], env),
				respond: () => timeOf([app, ...answer()], env),
			},
			20,
		);
		console.log(`node -e 0: ${summary(times.node)}`);
		console.log(
			`signoff --help: ${summary(times.help)}, ${surplus(times.help, times.node)}; goal +40 ms`,
		);
		console.log(
			`signoff respond --json: ${summary(times.respond)}, ${surplus(times.respond, times.node)}; goal +120 ms`,
		);
		recordMs(
			{
				id: "terminal.help",
				what: "`signoff --help`, more than `node -e 0`",
				goal: { most: 40 },
			},
			differences(times.help, times.node),
		);
		recordMs(
			{
				id: "terminal.respond",
				what: "`signoff respond --json`, more than `node -e 0`",
				goal: { most: 120 },
			},
			differences(times.respond, times.node),
		);
	} finally {
		await server.stop();
	}
}

/** Milliseconds from the start of Node to its end. */
async function timeOf(
	args: string[],
	env: Record<string, string>,
): Promise<number> {
	const began = performance.now();
	const child = spawn(process.execPath, args, {
		env,
		stdio: ["ignore", "pipe", "inherit"],
	});
	child.stdout.resume();
	const [code] = await once(child, "close");
	const took = performance.now() - began;
	if (code !== 0) throw new Error(`${args.join(" ")} exited with ${code}.`);
	return took;
}
