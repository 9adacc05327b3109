import type { Submission } from "@signoff/core/contract";
import type { OutcomeKind } from "@signoff/core/outcome";
import type { Observer } from "./observer.ts";

type Log = (message: string, fields: Record<string, unknown>) => void;

/** Where a client writes what it does: `console` will do. It gets ids, statuses and durations; no token, no comment. */
export type Logger = { debug: Log; info: Log; warn: Log; error: Log };

type Level = keyof Logger;

const levels: Record<OutcomeKind, Level> = {
	recorded: "info",
	unchanged: "info",
	accepted: "info",
	conflict: "warn",
	superseded: "warn",
	invalid: "warn",
	unauthenticated: "error",
	forbidden: "error",
	not_found: "error",
	deferred: "warn",
	uncertain: "error",
};

/** What is told, as lines of a log. */
export function logTo(logger: Logger): Observer {
	return {
		attempt: (submission, attempt) =>
			logger.debug(`${attempt.call}: ${attempt.concluded}`, {
				...placeOf(submission),
				...attempt,
			}),
		read: (call) => logger.debug(call.operation, { ...call }),
		waiting: (submission, until) =>
			logger.debug("waiting", {
				...placeOf(submission),
				until: new Date(until).toISOString(),
			}),
		outcome: (submission, { kind, attempts: { length: calls } }) =>
			logger[levels[kind]](kind, {
				// What is malformed has no place, and is not written down.
				...(kind === "invalid" && calls === 0 ? {} : placeOf(submission)),
				kind,
				calls,
			}),
	};
}

function placeOf({
	company_id,
	project_id,
	id,
	response,
}: Submission): Record<string, unknown> {
	return {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		instance_id: id,
		step_occurrence_id: response.current_step_occurrence_id,
	};
}
