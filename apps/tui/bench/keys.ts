import { recordFigure } from "../../../scripts/lib/figures.ts";
import { startStubServer } from "../src/testing/stub-server.ts";
import { keys, openTerminal } from "../src/testing/terminal.ts";
import { replyForOneTool } from "./one-tool.ts";
import { quantile } from "./samples.ts";

const rows = 10_000;
const loadingMs = 300_000;

/** The time from a key to the frame that shows its effect, with many rows. */
export async function measureKeys(app: string, folder: string): Promise<void> {
	const server = await startStubServer(replyForOneTool(rows));
	try {
		const env = {
			HOME: folder,
			SIGNOFF_BASE_URL: server.url,
			SIGNOFF_TOKEN: "ada-token",
			SIGNOFF_COMPANY_ID: "4201",
		};
		const terminal = openTerminal([], env, {}, app);
		await terminal.until(
			(screen) => screen.includes(`1 of ${rows}`) && !/reading/.test(screen),
			loadingMs,
		);
		const took: number[] = [];
		const bytes: number[] = [];
		for (let place = 2; place <= 300; place++) {
			const written = terminal.written().length;
			const began = performance.now();
			terminal.send(keys.down);
			await terminal.until(`· ${place} of ${rows}`);
			took.push(performance.now() - began);
			bytes.push(Buffer.byteLength(terminal.written().slice(written)));
		}
		await terminal.press("q");
		await terminal.ended;
		console.log(
			`a key to its frame, ${rows} rows: p50 ${quantile(took, 0.5).toFixed(1)} ms, p95 ${quantile(took, 0.95).toFixed(1)} ms; goal 16 ms p95`,
		);
		recordFigure({
			id: "terminal.key",
			what: `time from a key to its frame with ${rows} rows, p95`,
			value: quantile(took, 0.95),
			unit: "ms",
			goal: { most: 16 },
			samples: took,
		});
		recordFigure({
			id: "terminal.cursor-bytes",
			what: "bytes for a cursor move at 80 columns, p95",
			value: quantile(bytes, 0.95),
			unit: "B",
			goal: { most: 400 },
			samples: bytes,
		});
	} finally {
		await server.stop();
	}
}
