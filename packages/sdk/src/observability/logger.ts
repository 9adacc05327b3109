import type { Submission } from "@signoff/core/contract";
import {
	type CauseCode,
	type OutcomeKind,
	outcomeTraits,
} from "@signoff/core/outcome";
import type { Observer } from "./observer.ts";

type Log = (message: string, fields: Record<string, unknown>) => void;

/** What a client logs to; `console` is one. It receives ids, statuses and durations; no token, no comment. */
export type Logger = { debug: Log; info: Log; warn: Log; error: Log };

type Level = keyof Logger;

// What needs an operator's attention. An outcome on record is `info`, any other `warn`.
const errorKinds: readonly OutcomeKind[] = [
	"unauthenticated",
	"forbidden",
	"not_found",
	"uncertain",
];

function levelOf(kind: OutcomeKind): Level {
	if (outcomeTraits[kind].onRecord) return "info";
	return errorKinds.includes(kind) ? "error" : "warn";
}

/** Writes what it observes to a logger. */
export function createLogObserver(logger: Logger): Observer {
	return {
		attempt: (submission, attempt) =>
			logger.debug(`${attempt.call}: ${attempt.concluded}${because(attempt)}`, {
				...idsOf(submission),
				...attempt,
			}),
		request: (request) =>
			logger.debug(`${request.operation}${because(request)}`, { ...request }),
		waiting: (submission, until) =>
			logger.debug("waiting", {
				...idsOf(submission),
				until: new Date(until).toISOString(),
			}),
		outcome: (submission, outcome) => {
			const { kind, attempts } = outcome;
			const calls = attempts.length;
			const cause = "cause" in outcome ? outcome.cause : undefined;
			logger[levelOf(kind)](cause ? `${kind}: ${cause.message}` : kind, {
				// A malformed submission may hold anything in the place of an id: it is not logged.
				...(kind === "invalid" && calls === 0 ? {} : idsOf(submission)),
				kind,
				calls,
				...(cause ? { cause: cause.code } : {}),
			});
		},
	};
}

function because({ cause }: { cause?: CauseCode }): string {
	return cause === undefined ? "" : ` (${cause})`;
}

function idsOf({
	company_id,
	project_id,
	id,
	response,
}: Submission): Record<string, string> {
	return {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		instance_id: id,
		step_occurrence_id: response.current_step_occurrence_id,
	};
}
