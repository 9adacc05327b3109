import {
	matchOutcome,
	type Outcome,
	type OutcomeTable,
} from "@signoff/core/outcome";
import { invalidReason, SignoffError } from "./signoff-error.ts";

/** The error of a read, or of the creation of an instance, that ended in an outcome. */
export function failedRequest(
	operation: string,
	outcome: Outcome,
): SignoffError {
	return new SignoffError(operation, outcome, matchOutcome(outcome, reasons));
}

// Kinds that only a submission can have.
const unexpected = (): string => "the response is unexpected";

const reasons: OutcomeTable<string> = {
	recorded: unexpected,
	unchanged: unexpected,
	accepted: unexpected,
	conflict: unexpected,
	superseded: unexpected,
	invalid: () => invalidReason,
	unauthenticated: () => "the access token is missing, expired or revoked",
	forbidden: () => "you do not have permission",
	not_found: () => "it does not exist, or you may not see it",
	deferred: ({ retry_at }) => `try again after ${retry_at}`,
	uncertain: () => "it may have been done or not",
};
