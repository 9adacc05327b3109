import { checkOptions } from "../options/check-options.ts";
import { functionRule } from "../options/rules.ts";
import type { Logger } from "./logger.ts";
import type { Hooks, Observer } from "./observer.ts";

/**
 * Forwards to hooks and a logger, each in its own microtask: neither can delay or end the client's work.
 *
 * @returns `null` if there is nothing to forward to
 * @throws {TypeError} if a hook is unknown or not a function
 */
export function createObserver(
	hooks: Hooks,
	logger: Logger | undefined,
): Observer | null {
	checkOptions(hooks, {
		onAttempt: functionRule,
		onRequest: functionRule,
		onOutcome: functionRule,
	});
	const { onAttempt, onRequest, onOutcome } = hooks;
	if (!(onAttempt || onRequest || onOutcome || logger)) return null;
	// Loaded only if there is a logger. If it cannot be loaded, nothing is logged: the client's work goes on.
	const loading =
		logger &&
		import("./logger.ts").then((loaded) => loaded.createLogObserver(logger));
	function notify<E>(
		hook: ((event: E) => void) | undefined,
		event: E,
		log: (observer: Observer) => void,
	): void {
		if (hook) queueMicrotask(() => hook(event));
		loading?.then(
			(observer) => queueMicrotask(() => log(observer)),
			() => {},
		);
	}

	return {
		attempt: (submission, attempt) =>
			notify(onAttempt, { submission, attempt }, (log) =>
				log.attempt(submission, attempt),
			),
		request: (request) =>
			notify(onRequest, request, (log) => log.request(request)),
		waiting: (submission, until) =>
			notify(undefined, null, (log) => log.waiting(submission, until)),
		outcome: (submission, outcome) =>
			notify(onOutcome, { submission, outcome }, (log) =>
				log.outcome(submission, outcome),
			),
	};
}
