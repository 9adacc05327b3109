// Measures how the inbox of a large company opens in a real terminal: 300 projects with three tools each, at 60 ms for
// each reply, without a limit and with two. `pnpm --filter @signoff/tui bench:inbox`; a number of a scenario runs one.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type LargeCompany,
	replyForLargeCompany,
	waitingCount,
} from "../src/testing/large-company.ts";
import {
	type StubServer,
	startStubServer,
} from "../src/testing/stub-server.ts";
import { keys, openTerminal, type Terminal } from "../src/testing/terminal.ts";

const app = join(import.meta.dirname, "../dist/bin.js");
const latencyMs = 60;
const size = { projects: 300, tools: 3 };
const maxMs = 900_000;

const scenarios: (LargeCompany & { name: string })[] = [
	{ name: "no limit", ...size, limit: null },
	{
		name: "600 requests in 60 s",
		...size,
		limit: { requests: 600, windowMs: 60_000 },
	},
	{
		name: "25 requests in 10 s",
		...size,
		limit: { requests: 25, windowMs: 10_000 },
	},
];

const only = process.argv[2];
for (const [index, scenario] of scenarios.entries())
	if (only === undefined || Number(only) === index) await measure(scenario);

async function measure(scenario: LargeCompany & { name: string }) {
	const server = await startStubServer(
		replyForLargeCompany(scenario),
		latencyMs,
	);
	const state = await mkdtemp(join(tmpdir(), "signoff-bench-"));
	const all = waitingCount(scenario);
	const open = (): Terminal =>
		openTerminal(
			[],
			{
				SIGNOFF_BASE_URL: server.url,
				SIGNOFF_TOKEN: "ada-token",
				SIGNOFF_COMPANY_ID: "4201",
				XDG_STATE_HOME: state,
			},
			{ columns: 100, rows: 30 },
			app,
		);
	console.log(`${scenario.name}:`);
	try {
		const first = open();
		await first.until("Which projects", maxMs);
		await first.press("a");
		await first.until("All are marked");
		const asked = server.requests.length;
		report("first start", await load(first, server, all, asked));
		await close(first);
		// Two starts: the first one fills Node's compile cache.
		await close(await started(open()));
		const before = server.requests.length;
		const began = performance.now();
		const second = open();
		await second.until(`of ${all}`, maxMs);
		const cachedMs = performance.now() - began;
		const emptyMs = await firstFrame(server.url, state);
		console.log(
			`  later start: rows from the cache after ${cachedMs.toFixed(0)} ms, ${(cachedMs - emptyMs).toFixed(0)} ms after the first frame`,
		);
		await second.until((screen) => isLoaded(screen, all), maxMs);
		report("refresh", {
			rowMs: null,
			allMs: performance.now() - began,
			requests: server.requests.length - before,
		});
		await close(second);
	} finally {
		await server.stop();
		await rm(state, { recursive: true });
	}
}

type Figures = { rowMs: number | null; allMs: number; requests: number };

/** From the choice of all projects until everything is listed. */
async function load(
	terminal: Terminal,
	server: StubServer,
	all: number,
	before: number,
): Promise<Figures> {
	const began = performance.now();
	await terminal.press(keys.enter);
	await terminal.until((screen) => /· \d+ of \d+\n/.test(screen), maxMs);
	const rowMs = performance.now() - began;
	await terminal.until((screen) => isLoaded(screen, all), maxMs);
	const allMs = performance.now() - began;
	return { rowMs, allMs, requests: server.requests.length - before };
}

function isLoaded(screen: string, all: number): boolean {
	return screen.includes(`of ${all}`) && !/reading|waiting for/.test(screen);
}

/** Milliseconds to the first frame of the app that has no inbox to show. */
async function firstFrame(url: string, state: string): Promise<number> {
	const began = performance.now();
	const terminal = openTerminal(
		[],
		{
			SIGNOFF_BASE_URL: url,
			SIGNOFF_TOKEN: "ada-token",
			XDG_STATE_HOME: state,
		},
		{ columns: 100, rows: 30 },
		app,
	);
	await terminal.until("Looking for");
	const ms = performance.now() - began;
	await close(terminal);
	return ms;
}

async function started(terminal: Terminal): Promise<Terminal> {
	await terminal.until("of ", maxMs);
	return terminal;
}

async function close(terminal: Terminal): Promise<void> {
	terminal.kill("SIGTERM");
	await terminal.ended;
}

function report(what: string, { rowMs, allMs, requests }: Figures): void {
	const row = rowMs === null ? "" : `first row after ${rowMs.toFixed(0)} ms, `;
	console.log(
		`  ${what}: ${row}everything after ${(allMs / 1_000).toFixed(1)} s, ${requests} requests`,
	);
}
