// How fast the terminal app is: its first frame beside that of the smallest app of the same make, and a key to its
// frame with 10,000 steps in the inbox. Everything in a real terminal; ratios of one run. `pnpm --filter @signoff/tui bench`
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";
import { pnpm, root } from "../../../scripts/lib/repository.ts";
import { must } from "../../../scripts/lib/run.ts";
import { inTemporaryFolder } from "../../../scripts/lib/temp-folder.ts";
import { bundled } from "../bundle.ts";
import { instanceFor } from "../src/testing/instance.ts";
import {
	type ReceivedRequest,
	type StubReply,
	startStubServer,
} from "../src/testing/stub-server.ts";
import { keys, openTerminal } from "../src/testing/terminal.ts";

const tui = join(root, "apps/tui");
const app = join(tui, "dist/bin.js");
const smallest = new URL("../src/testing/minimal-ink-app.ts", import.meta.url);
const rows = 10_000;
const perPage = 100;
const loadingMs = 120_000;

const [command, ...args] = pnpm();
await must(command, [...args, "run", "build"], root);
await inTemporaryFolder(async (folder) => {
	const stub = await startStubServer(manySteps);
	const env = {
		HOME: folder,
		SIGNOFF_BASE_URL: stub.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
	};
	try {
		const hello = await smallestApp(folder);
		const first = { hello: [] as number[], app: [] as number[] };
		for (let round = 0; round < 12; round++) {
			first.hello.push(await firstFrame(hello, "hello", env));
			first.app.push(await firstFrame(app, "Looking for", env));
		}
		// The first round fills the compile caches; the faster rounds are those that nothing else disturbed.
		const [ours, theirs] = [first.app, first.hello].map((all) =>
			quantile(all.slice(1), 0.25),
		);
		console.log(
			`first frame: ${ours?.toFixed(0)} ms, the smallest app ${theirs?.toFixed(0)} ms, ratio ${((ours ?? 0) / (theirs ?? 1)).toFixed(2)}`,
		);
		const took = await keysToFrames(env);
		console.log(
			`a key to its frame, ${rows} rows: p50 ${quantile(took, 0.5).toFixed(1)} ms, p95 ${quantile(took, 0.95).toFixed(1)} ms`,
		);
	} finally {
		await stub.stop();
	}
});

/** The smallest app that Ink can show, bundled as ours is and started with a compile cache too. */
async function smallestApp(folder: string): Promise<string> {
	await build({
		...bundled(fileURLToPath(smallest)),
		cwd: tui,
		config: false,
		dts: false,
		clean: false,
		logLevel: "silent",
		outDir: folder,
	});
	const start = join(folder, "start.mjs");
	await writeFile(
		start,
		`import { enableCompileCache } from "node:module";\nenableCompileCache(${JSON.stringify(folder)});\nawait import("./hello.js");\n`,
	);
	return start;
}

/** Milliseconds from the start of a process to a sign on its screen. It is left in order, so that its cache is written. */
async function firstFrame(
	bin: string,
	sign: string,
	env: Record<string, string>,
): Promise<number> {
	const began = performance.now();
	const terminal = openTerminal([], env, {}, bin);
	await terminal.until(sign);
	const took = performance.now() - began;
	terminal.kill("SIGTERM");
	await terminal.ended;
	return took;
}

/** Milliseconds from a key to the frame that shows what it did, one after the other. */
async function keysToFrames(env: Record<string, string>): Promise<number[]> {
	const terminal = openTerminal([], env, {}, app);
	await terminal.until(`1 of ${rows}`, loadingMs);
	await terminal.until(
		(screen) => !screen.includes("Still looking"),
		loadingMs,
	);
	const took: number[] = [];
	for (let place = 2; place <= 300; place++) {
		const began = performance.now();
		terminal.press(keys.down);
		await terminal.until(`· ${place} of ${rows}`);
		took.push(performance.now() - began);
	}
	terminal.press("q");
	await terminal.ended;
	return took;
}

function quantile(values: number[], part: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

/** A company with one tool whose every instance waits for Ada. */
function manySteps({ path }: ReceivedRequest): StubReply {
	if (path.startsWith("/rest/v1.0/me"))
		return {
			status: 200,
			body: { id: 101, login: "ada@harbor.example", name: "Ada Byron" },
		};
	if (path.includes("/tools"))
		return {
			status: 200,
			body: {
				data: [{ name: "Invoices", type: "requisition", provider: "Company" }],
			},
		};
	const id = /\/instances\/(\d+)/.exec(path)?.[1];
	if (id !== undefined)
		return { status: 200, body: { data: instanceFor("Review", id) } };
	const page = Number(/[?&]page=(\d+)/.exec(path)?.[1] ?? 1);
	const data = Array.from({ length: perPage }, (_, index) =>
		instanceFor("Review", String(page * perPage + index)),
	);
	const next = new URL(path, "http://127.0.0.1");
	next.searchParams.set("page", String(page + 1));
	const headers: Record<string, string> =
		page * perPage < rows
			? { Link: `<${next.pathname}${next.search}>; rel="next"` }
			: {};
	return { status: 200, body: { data }, headers };
}
