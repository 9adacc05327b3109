import type { OutcomeKind } from "@signoff/core";
import { UpstreamFault } from "../faults/upstream-fault.ts";

/** One line of the log. Never contains a token, a body, or other text from a request. */
export type LogEntry = ErrorLogEntry | RequestLogEntry;

/** An unexpected error, or a request that the upstream could not serve. */
export type ErrorLogEntry = {
	level: "error";
	request_id: string;
	error: string;
	/** Why the upstream cannot be used, if that is the reason: `disk_full`. */
	fault?: string;
	/** The id of the settlement that it concerns. */
	settlement?: string;
	at: string[];
};

/** A request that was answered. */
export type RequestLogEntry = {
	level: "info";
	request_id: string;
	/** `OTHER` for a method that no path has. */
	method: string;
	/** The path with its parameters' names; `null` if there is no such path. */
	route: string | null;
	company: string | null;
	instance: string | null;
	/** The id of the caller's API key; `null` without a valid one. */
	key: string | null;
	/** The kind of the outcome; `null` if the reply has none. */
	outcome: OutcomeKind | null;
	status: number;
	duration_ms: number;
	error?: never;
	fault?: never;
	at?: never;
};

/** Writes a log line. */
export type Log = (entry: LogEntry) => void;

/** The lines that are written: `info` has one for each request, `error` errors only. */
export const logLevels = ["info", "error"] as const;

/** Which entries are written: `info` writes all, `error` those of errors only. */
export type LogLevel = (typeof logLevels)[number];

/** An unexpected error as a log line: its name, code and stack. Its message is omitted, because it may quote input. */
export function errorLogEntry(
	requestId: string,
	error: unknown,
): ErrorLogEntry {
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
