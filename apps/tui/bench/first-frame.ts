// Measures the terminal app in a real terminal: the time to the first frame against the smallest Ink app, and the time
// from a key to its frame with 10,000 steps in the inbox. Run it with `pnpm --filter @signoff/tui bench`.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";
import { pnpm, root } from "../../../scripts/lib/repository.ts";
import { must } from "../../../scripts/lib/run.ts";
import { inTemporaryFolder } from "../../../scripts/lib/temp-folder.ts";
import { bundleConfig } from "../bundle.ts";
import { instanceFor } from "../src/testing/instance.ts";
import {
	type Answer,
	type Seen,
	startStub,
} from "../src/testing/stub-server.ts";
import { keys, openTerminal } from "../src/testing/terminal.ts";

const tui = join(root, "apps/tui");
const app = join(tui, "dist/bin.js");
const minimalAppSource = new URL(
	"../src/testing/minimal-ink-app.ts",
	import.meta.url,
);
const rows = 10_000;
const perPage = 100;
const loadTimeoutMs = 120_000;

const [command, ...args] = pnpm();
await must(command, [...args, "run", "build"], root);
await inTemporaryFolder(async (folder) => {
	const stub = await startStub(manySteps);
	const env = {
		HOME: folder,
		SIGNOFF_BASE_URL: stub.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
	};
	try {
		const minimalApp = await buildMinimalApp(folder);
		const times = { minimal: [] as number[], app: [] as number[] };
		for (let round = 0; round < 12; round++) {
			times.minimal.push(await firstFrame(minimalApp, "hello", env));
			times.app.push(await firstFrame(app, "Looking for", env));
		}
		// The first round fills the compile caches. The lower quartile ignores rounds that other processes slowed down.
		const [ours, minimal] = [times.app, times.minimal].map((all) =>
			quantile(all.slice(1), 0.25),
		);
		console.log(
			`first frame: ${ours?.toFixed(0)} ms, the smallest app ${minimal?.toFixed(0)} ms, ratio ${((ours ?? 0) / (minimal ?? 1)).toFixed(2)}`,
		);
		const keyTimes = await keysToFrames(env);
		console.log(
			`a key to its frame, ${rows} rows: p50 ${quantile(keyTimes, 0.5).toFixed(1)} ms, p95 ${quantile(keyTimes, 0.95).toFixed(1)} ms`,
		);
	} finally {
		await stub.stop();
	}
});

/** Bundles the smallest Ink app like the real one; it is started with a compile cache too. */
async function buildMinimalApp(folder: string): Promise<string> {
	await build({
		...bundleConfig(fileURLToPath(minimalAppSource)),
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

/** Milliseconds from the start of a process to a text on its screen. The process exits normally, to write its cache. */
async function firstFrame(
	bin: string,
	text: string,
	env: Record<string, string>,
): Promise<number> {
	const startedAt = performance.now();
	const terminal = openTerminal([], env, {}, bin);
	await terminal.until(text);
	const took = performance.now() - startedAt;
	terminal.kill("SIGTERM");
	await terminal.ended;
	return took;
}

/** Milliseconds from a key to the frame that shows its effect, one after the other. */
async function keysToFrames(env: Record<string, string>): Promise<number[]> {
	const terminal = openTerminal([], env, {}, app);
	await terminal.until(`1 of ${rows}`, loadTimeoutMs);
	await terminal.until(
		(screen) => !screen.includes("Still looking"),
		loadTimeoutMs,
	);
	const times: number[] = [];
	for (let cursor = 2; cursor <= 300; cursor++) {
		const startedAt = performance.now();
		terminal.press(keys.down);
		await terminal.until(`· ${cursor} of ${rows}`);
		times.push(performance.now() - startedAt);
	}
	terminal.press("q");
	await terminal.ended;
	return times;
}

function quantile(values: number[], fraction: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * fraction)] ?? 0;
}

/** Replies as a company with one tool, in which every instance waits for Ada. */
function manySteps({ path }: Seen): Answer {
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
