import type { Submission } from "@signoff/core/contract";
import type { Attempt, CauseCode, Outcome } from "@signoff/core/outcome";

/** A completed request to the API that is not part of a settlement. */
export type CompletedRequest = {
	/** What was attempted, as in "Reading the instance". */
	operation: string;
	/** The HTTP status, or `null` if there was no response. */
	status: number | null;
	/** The server's `x-request-id`. */
	request_id: string | null;
	duration_ms: number;
	/** Why no answer decided it. */
	cause?: CauseCode;
};

/** Callbacks for what a client does. An error that they throw is reported as uncaught, and does not affect the client. */
export type Hooks = {
	/** After each request made to settle a submission. */
	onAttempt?:
		| ((event: { submission: Submission; attempt: Attempt }) => void)
		| undefined;
	/** After each other request: reads, pages of lists, the creation of an upload. */
	onRequest?: ((request: CompletedRequest) => void) | undefined;
	/** After each submission; after an abort, with the outcome known so far. */
	onOutcome?:
		| ((event: { submission: Submission; outcome: Outcome }) => void)
		| undefined;
};

/** Receives what a client does. */
export type Observer = {
	attempt(submission: Submission, attempt: Attempt): void;
	request(request: CompletedRequest): void;
	/** @param until Unix milliseconds */
	waiting(submission: Submission, until: number): void;
	outcome(submission: Submission, outcome: Outcome): void;
};
