import type { Log, LogLevel, RequestLogEntry } from "./log.ts";
import type { RequestObserver, RequestRecord } from "./request-record.ts";

/** Writes one line for each request; `null` if the level has none. */
export function requestLog(level: LogLevel, log: Log): RequestObserver | null {
	return level === "info" ? (request) => log(requestLogEntry(request)) : null;
}

/** A request as a log line. */
function requestLogEntry(request: RequestRecord): RequestLogEntry {
	return {
		level: "info",
		request_id: request.requestId,
		method: request.method,
		route: request.route,
		company: request.companyId,
		instance: request.instanceId,
		key: request.keyId,
		outcome: request.outcome,
		status: request.status,
		duration_ms: Math.round(request.durationMs * 1_000) / 1_000,
	};
}
