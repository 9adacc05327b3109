import type { Submission } from "@signoff/core/contract";
import type {
	CauseCode,
	OnRecordKind,
	OutcomeKind,
} from "@signoff/core/outcome";
import type { Observer } from "./observer.ts";

type Log = (message: string, fields: Record<string, unknown>) => void;

/** What a client logs to; `console` is one. It receives ids, statuses and durations; no token, no comment. */
export type Logger = { debug: Log; info: Log; warn: Log; error: Log };

type Level = keyof Logger;

// core's traits would say the same, but a value of core that this chunk shares splits the first chunk of every bundle.
const onRecord: Record<OnRecordKind, Level> = {
	recorded: "info",
	unchanged: "info",
	accepted: "info",
};

// The rest that is no `warn` needs an operator's attention.
const levels: Partial<Record<OutcomeKind, Level>> = {
	...onRecord,
	unauthenticated: "error",
	forbidden: "error",
	not_found: "error",
	uncertain: "error",
};

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
			logger[levels[kind] ?? "warn"](
				cause ? `${kind}: ${cause.message}` : kind,
				{
					// A malformed submission may hold anything in the place of an id: it is not logged.
					...(kind === "invalid" && calls === 0 ? {} : idsOf(submission)),
					kind,
					calls,
					...(cause ? { cause: cause.code } : {}),
				},
			);
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
