import {
	type Cause,
	type Outcome,
	type OutcomeKind,
	outcomes,
} from "@signoff/core/outcome";
import type { Issue } from "@signoff/core/validation";
import type { CompletedRequest } from "../observability/observer.ts";
import { SignoffError } from "./signoff-error.ts";

/** The error of a read, or of the creation of an instance, that ended in an outcome. */
export function failedRequest(
	operation: string,
	outcome: Outcome,
	attempts: CompletedRequest[] = [],
): SignoffError {
	const reason =
		outcome.kind === "deferred"
			? `try again after ${outcome.retry_at}`
			: (reasons[outcome.kind] ?? "the response is unexpected");
	const cause = "cause" in outcome ? clauseOf(outcome.cause) : "";
	return new SignoffError(operation, outcome, cause + reason, attempts);
}

/** The error of a request that is not sent, because it is not valid. */
export function invalidRequest(
	operation: string,
	issues: Issue[],
): SignoffError {
	return new SignoffError(operation, outcomes.invalid(issues), invalid);
}

const invalid = "the request is invalid (see `outcome.issues`)";

// Other kinds are those of a submission.
const reasons: Partial<Record<OutcomeKind, string>> = {
	invalid,
	unauthenticated: "the access token is missing, expired or revoked",
	forbidden: "you do not have permission",
	not_found: "it does not exist, or you may not see it",
	uncertain: "it may have been done or not",
};

/** The cause as the first part of a sentence. */
function clauseOf(cause: Cause | undefined): string {
	if (cause === undefined) return "";
	const { message } = cause;
	return `${message.slice(0, 1).toLowerCase()}${message.slice(1).replace(/\.$/, "")}; `;
}
