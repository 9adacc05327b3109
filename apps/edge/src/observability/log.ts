import { UpstreamFault } from "../upstreams/upstream-fault.ts";

/** One line of the log. Never contains a token, a body, or other text from a request. */
export type LogEntry = {
	level: "error";
	request_id: string;
	error: string;
	/** Why the upstream cannot be used, if that is the reason: `disk_full`. */
	fault?: string;
	at: string[];
};

/** Writes a log line. */
export type Log = (entry: LogEntry) => void;

/** An unexpected error as a log line: its name, code and stack. Its message is omitted, because it may quote input. */
export function errorLogEntry(requestId: string, error: unknown): LogEntry {
	const origin = error instanceof UpstreamFault ? error.cause : error;
	const fault = error instanceof UpstreamFault ? { fault: error.fault } : {};
	const head = { level: "error" as const, request_id: requestId, ...fault };
	if (!(origin instanceof Error))
		return { ...head, error: typeof origin, at: [] };
	const code =
		"code" in origin && typeof origin.code === "string"
			? ` (${origin.code})`
			: "";
	const frames = (origin.stack ?? "")
		.split("\n")
		.filter((line) => /^\s+at /.test(line));
	return {
		...head,
		error: `${origin.name}${code}`,
		at: frames.map((line) => line.trim()),
	};
}
