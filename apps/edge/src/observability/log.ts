/** One line of the log. Never holds a token, a body, or a text that came from outside. */
export type LogEntry = {
	level: "error";
	request_id: string;
	error: string;
	at: string[];
};

/** Where log lines go. */
export type Log = (entry: LogEntry) => void;

/** An unforeseen error as a log line: its name, code and stack. Its message may quote input, so it is left out. */
export function errorLogEntry(requestId: string, error: unknown): LogEntry {
	if (!(error instanceof Error))
		return {
			level: "error",
			request_id: requestId,
			error: typeof error,
			at: [],
		};
	const code =
		"code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
	const frames = (error.stack ?? "")
		.split("\n")
		.filter((line) => /^\s+at /.test(line));
	return {
		level: "error",
		request_id: requestId,
		error: `${error.name}${code}`,
		at: frames.map((line) => line.trim()),
	};
}
