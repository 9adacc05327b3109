import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";
import { recordFigure } from "../../../scripts/lib/figures.ts";
import { bundleConfig, startTransformers } from "../bundle.ts";
import { startStubServer } from "../src/testing/stub-server.ts";
import { openTerminal } from "../src/testing/terminal.ts";
import { replyForOneTool } from "./one-tool.ts";
import {
	interleaved,
	quantile,
	ratio,
	ratios,
	recordMs,
	summary,
} from "./samples.ts";

const minimal = new URL("./minimal-ink-app.ts", import.meta.url);
const cachedRows = 100;

/**
 * The time to the first frame, beside that of a minimal Ink app which is bundled, minified and cached like the app: as
 * Ink is, and with the same changes of what it loads. And the time to the rows of the last run.
 */
export async function measureStarts(
	app: string,
	folder: string,
): Promise<void> {
	const server = await startStubServer(replyForOneTool(cachedRows));
	const env = {
		HOME: folder,
		SIGNOFF_BASE_URL: server.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
	};
	const withCache = { ...env, XDG_STATE_HOME: join(folder, "state") };
	try {
		const hello = await buildMinimalApp(join(folder, "hello"), []);
		const changed = await buildMinimalApp(
			join(folder, "changed"),
			startTransformers,
		);
		await fillCache(app, withCache);
		const times = await interleaved(
			{
				hello: () => timeTo("hello", hello, env),
				changed: () => timeTo("hello", changed, env),
				app: () => timeTo("Looking for", app, env),
				cached: () => timeTo(`1 of ${cachedRows}`, app, withCache),
			},
			20,
		);
		console.log(
			`first frame: ${summary(times.app)}, minimal Ink app ${summary(times.hello)}, ratio ${ratio(times.app, times.hello)}; goal 1.15`,
		);
		console.log(
			`  with the app's changes of Ink: ${summary(times.changed)}, ratio ${ratio(times.app, times.changed)}`,
		);
		console.log(`rows from the cache: ${summary(times.cached)}; goal 200 ms`);
		const samples = ratios(times.app, times.hello);
		recordFigure({
			id: "terminal.first-frame",
			what: "time to the first frame, to that of a minimal Ink app",
			value: quantile(samples, 0.5),
			unit: "×",
			goal: { most: 1.15 },
			samples,
		});
		const alike = ratios(times.app, times.changed);
		recordFigure({
			id: "terminal.first-frame.changed",
			what: "the same, to that of a minimal Ink app with the app's changes of Ink",
			value: quantile(alike, 0.5),
			unit: "×",
			samples: alike,
		});
		recordMs(
			{
				id: "terminal.cached-rows",
				what: "time to the rows of the last run",
				goal: { most: 200 },
			},
			times.cached,
		);
	} finally {
		await server.stop();
	}
}

/** Builds a minimal Ink app like the app: minified, of type `module`, with a compile cache. */
async function buildMinimalApp(
	folder: string,
	transformers: typeof startTransformers,
): Promise<string> {
	await build({
		...bundleConfig(fileURLToPath(minimal), ...transformers),
		cwd: join(import.meta.dirname, ".."),
		config: false,
		dts: false,
		clean: false,
		logLevel: "silent",
		outDir: folder,
	});
	const start = join(folder, "start.js");
	await writeFile(join(folder, "package.json"), '{ "type": "module" }');
	await writeFile(
		start,
		`import { enableCompileCache } from "node:module";\nenableCompileCache(${JSON.stringify(folder)});\nawait import("./minimal-ink-app.js");\n`,
	);
	return start;
}

/** Runs the app until its inbox is stored. */
async function fillCache(
	app: string,
	env: Record<string, string>,
): Promise<void> {
	const terminal = openTerminal([], env, {}, app);
	await terminal.until(`1 of ${cachedRows}`);
	await terminal.until((screen) => !screen.includes("reading"));
	await terminal.press("q");
	await terminal.ended;
}

/** Milliseconds from the start of a process to a text on its screen. SIGTERM lets the process write its compile cache. */
async function timeTo(
	text: string,
	bin: string,
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
