import { truncate } from "./table.ts";
import { supportsUnicode } from "./theme.ts";

/** A line of a terminal that shows what is being done, and is replaced by each later text. */
export type ProgressLine = {
	/**
	 * Shows a text. It is computed again each second, so that it can say for how long.
	 *
	 * @param text receives the milliseconds since the begin; 0 if the line cannot be replaced
	 */
	show: (text: (ms: number) => string) => void;
	/** Removes the line. */
	end: () => void;
};

/** What a progress line needs. */
export type ProgressOptions = {
	output: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">;
	env: Partial<Record<string, string>>;
	/** Unix milliseconds. */
	now: () => number;
};

const eraseLine = "\r\u001b[2K";
const tickMs = 1_000;

// More often costs time and shows nothing that can be read.
const minIntervalMs = 100;

/**
 * Creates a progress line. On a terminal that cannot erase (`TERM=dumb`) each text is a separate line; without a terminal
 * nothing is shown.
 */
export function createProgressLine(options: ProgressOptions): ProgressLine {
	if (!options.output.isTTY) return { show: () => {}, end: () => {} };
	return options.env["TERM"] === "dumb"
		? separateLines(options)
		: replacedLine(options);
}

function separateLines({ output }: ProgressOptions): ProgressLine {
	let shown = "";
	return {
		show: (text) => {
			const next = text(0);
			if (next !== shown) output.write(`${next}\n`);
			shown = next;
		},
		end: () => {},
	};
}

function replacedLine({ output, env, now }: ProgressOptions): ProgressLine {
	const ellipsis = supportsUnicode(env) ? "…" : "~";
	const startedAt = now();
	let current: ((ms: number) => string) | null = null;
	let drawnAt = Number.NEGATIVE_INFINITY;
	let timer: NodeJS.Timeout | undefined;

	function draw(): void {
		if (current === null) return;
		drawnAt = now();
		// A line that wraps could not be erased.
		const width = Math.max(1, (output.columns || 80) - 1);
		const text = truncate(current(drawnAt - startedAt), width, ellipsis);
		output.write(`${eraseLine}${text}`);
		drawIn(tickMs);
	}

	function drawIn(ms: number): void {
		clearTimeout(timer);
		timer = setTimeout(draw, ms).unref();
	}

	return {
		show: (text) => {
			current = text;
			const waitMs = drawnAt + minIntervalMs - now();
			if (waitMs <= 0) draw();
			else drawIn(waitMs);
		},
		end: () => {
			clearTimeout(timer);
			if (current !== null) output.write(eraseLine);
			current = null;
		},
	};
}
