import type { LogEntry } from "../../observability/log.ts";
import { requestLog } from "../../observability/request-log.ts";
import type { RequestObserver } from "../../observability/request-record.ts";
import type { WorkerEnv } from "./bindings.ts";
import { readWorkerConfig } from "./env.ts";

/** Writes a line to the deployment's log, which is the console on Workers. */
export function consoleLog(entry: LogEntry): void {
	if (entry.level === "error") console.error(JSON.stringify(entry));
	else console.log(JSON.stringify(entry));
}

/** Writes a line for each request; `null` if the deployment's level has none. */
export function consoleRequestLog(env: WorkerEnv): RequestObserver | null {
	const config = readWorkerConfig(env);
	return config.kind === "valid"
		? requestLog(config.config["log-level"], consoleLog)
		: null;
}
