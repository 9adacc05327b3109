import type { LogEntry } from "../../observability/log.ts";

/** Writes a line to the deployment's log, which is the console on Workers. */
export function consoleLog(entry: LogEntry): void {
	console.error(JSON.stringify(entry));
}
