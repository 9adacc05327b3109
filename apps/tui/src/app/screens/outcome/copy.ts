/** Shown if the outcome needed no request. */
export const noRequests =
	"No request was needed: the step as it was read decided the outcome.";
