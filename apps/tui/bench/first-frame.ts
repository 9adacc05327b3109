// Measures the app in a real terminal: the time to its first frame, compared with a minimal Ink app, and the time from
// a key to its frame with 10,000 steps in the inbox. `pnpm --filter @signoff/tui bench`
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";
import { pnpmCommand, root } from "../../../scripts/lib/repository.ts";
import { runOrThrow } from "../../../scripts/lib/run.ts";
import { inTemporaryFolder } from "../../../scripts/lib/temp-folder.ts";
import { bundleConfig } from "../bundle.ts";
import { instanceFor } from "../src/testing/instance.ts";
import {
	type ReceivedRequest,
	type StubReply,
	startStubServer,
} from "../src/testing/stub-server.ts";
import { keys, openTerminal } from "../src/testing/terminal.ts";

const tui = join(root, "apps/tui");
const app = join(tui, "dist/bin.js");
const minimal = new URL("../src/testing/minimal-ink-app.ts", import.meta.url);
const rows = 10_000;
const perPage = 100;
const loadingMs = 120_000;

const [command, ...args] = pnpmCommand();
await runOrThrow(command, [...args, "run", "build"], root);
await inTemporaryFolder(async (folder) => {
	const stub = await startStubServer(manySteps);
	const env = {
		HOME: folder,
		SIGNOFF_BASE_URL: stub.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
	};
	try {
		const minimalApp = await buildMinimalApp(folder);
		const first = { minimal: [] as number[], app: [] as number[] };
		for (let round = 0; round < 12; round++) {
			first.minimal.push(await firstFrame(minimalApp, "hello", env));
			first.app.push(await firstFrame(app, "Looking for", env));
		}
		// The first round fills the compile caches. The lower quartile leaves out rounds that other processes slowed down.
		const [appMs, minimalMs] = [first.app, first.minimal].map((all) =>
			quantile(all.slice(1), 0.25),
		);
		console.log(
			`first frame: ${appMs?.toFixed(0)} ms, minimal app ${minimalMs?.toFixed(0)} ms, ratio ${((appMs ?? 0) / (minimalMs ?? 1)).toFixed(2)}`,
		);
		const took = await keysToFrames(env);
		console.log(
			`a key to its frame, ${rows} rows: p50 ${quantile(took, 0.5).toFixed(1)} ms, p95 ${quantile(took, 0.95).toFixed(1)} ms`,
		);
	} finally {
		await stub.stop();
	}
});

/** Builds a minimal Ink app with the same bundle options and a compile cache. */
async function buildMinimalApp(folder: string): Promise<string> {
	await build({
		...bundleConfig(fileURLToPath(minimal)),
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
		`import { enableCompileCache } from "node:module";\nenableCompileCache(${JSON.stringify(folder)});\nawait import("./minimal-ink-app.js");\n`,
	);
	return start;
}

/** Milliseconds from the start of a process to a text on its screen. SIGTERM lets the process write its compile cache. */
async function firstFrame(
	bin: string,
	text: string,
	env: Record<string, string>,
): Promise<number> {
	const began = performance.now();
	const terminal = openTerminal([], env, {}, bin);
	await terminal.until(text);
	const took = performance.now() - began;
	terminal.kill("SIGTERM");
	await terminal.ended;
	return took;
}

/** Milliseconds from each key to the frame that shows its effect. */
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
		terminal.send(keys.down);
		await terminal.until(`· ${place} of ${rows}`);
		took.push(performance.now() - began);
	}
	await terminal.press("q");
	await terminal.ended;
	return took;
}

function quantile(values: number[], fraction: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * fraction)] ?? 0;
}

/** A company with one tool, all of whose instances wait for Ada. */
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
