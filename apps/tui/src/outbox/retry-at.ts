import type { Outcome } from "@signoff/core";

const firstPauseMs = 2_000;
const longestPauseMs = 5 * 60_000;

/**
 * When to send again what is not settled: not before the server allows it, and with a growing pause, since an answer that
 * is refused counts against the app (contract §4).
 *
 * @param tries how often it was sent before
 * @returns Unix milliseconds
 */
export function retryAt(outcome: Outcome, tries: number, now: number): number {
	if (outcome.kind !== "uncertain" && outcome.kind !== "deferred") return now;
	const pause = Math.min(
		longestPauseMs,
		firstPauseMs * 2 ** Math.min(tries, 16),
	);
	const allowed = Date.parse(outcome.retry_at);
	return Math.max(now + pause, Number.isNaN(allowed) ? 0 : allowed);
}
