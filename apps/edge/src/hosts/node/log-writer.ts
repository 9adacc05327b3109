import type { Log } from "../../observability/log.ts";

/** Writes log lines. */
export type LogWriter = {
	log: Log;
	/** Writes the lines that are kept. */
	flush(): void;
};

/**
 * Writes entries as lines of JSON. Those of one turn of the event loop are written together, because each write to
 * standard error blocks; an error is written at once, with the lines before it.
 */
export function logWriter(write: (text: string) => void): LogWriter {
	let lines = "";
	function flush(): void {
		const text = lines;
		lines = "";
		if (text !== "") write(text);
	}
	return {
		log(entry) {
			if (lines === "" && entry.level !== "error") setImmediate(flush);
			lines += `${JSON.stringify(entry)}\n`;
			if (entry.level === "error") flush();
		},
		flush,
	};
}
