/** Shown below an outcome that is not certain. */
export const staysInOutbox =
	"It stays in the outbox, and is sent again by itself until it is certain.";

/** Shown if the outcome needed no request. */
export const noRequests =
	"No request was needed: the step as it was read decided the outcome.";

/** Shown if nothing of the answer was sent. */
export const notSent = "No request with the answer was sent.";
