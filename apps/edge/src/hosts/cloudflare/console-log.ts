import type { LogEntry } from "../../observability/log.ts";

/** Writes a line to the deployment's log, which on Workers is the console. */
export function consoleLog(entry: LogEntry): void {
	console.error(JSON.stringify(entry));
}
