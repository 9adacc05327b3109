/** One line of the log. Never contains a token, a body, or other text from a request. */
export type LogEntry = {
	level: "error";
	request_id: string;
	error: string;
	at: string[];
};

/** Writes a log line. */
export type Log = (entry: LogEntry) => void;

/** An unexpected error as a log line: its name, code and stack. Its message is omitted, because it may quote input. */
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
