/** A signal that aborts at a time limit, as a person's own `AbortController` does. */
export function abortAfter(timeLimitMs: number): AbortSignal {
	const controller = new AbortController();
	// `AbortSignal.timeout` has another error, which octokit's plugin retries.
	setTimeout(() => controller.abort(), timeLimitMs).unref();
	return controller.signal;
}
