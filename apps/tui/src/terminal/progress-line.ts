import { truncate } from "./table.ts";

/** A line of a terminal that shows progress, and is replaced by each later text. */
export type ProgressLine = {
	show: (text: string) => void;
	/** Removes the line. */
	end: () => void;
};

type Output = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">;

const clearLine = "\r\u001b[K";

// More often costs time and shows nothing that can be read.
const minIntervalMs = 100;

/**
 * Creates a progress line; without a terminal it shows nothing.
 *
 * @param now Unix milliseconds
 */
export function createProgressLine(
	output: Output,
	now: () => number,
	ellipsis: string,
): ProgressLine {
	let isShown = false;
	let shownAt = Number.NEGATIVE_INFINITY;
	return {
		show: (text) => {
			if (!output.isTTY || now() - shownAt < minIntervalMs) return;
			shownAt = now();
			isShown = true;
			const width = (output.columns || 80) - 1;
			output.write(`${clearLine}${truncate(text, width, ellipsis)}`);
		},
		end: () => {
			if (isShown) output.write(clearLine);
			isShown = false;
		},
	};
}
