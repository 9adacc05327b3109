import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";

/** What is certain for a caller who was deferred, while a settlement of the same submission is open. */
export function whileOpen(outcome: Outcome): Outcome {
	return outcome.kind === "deferred"
		? outcomes.withAttempts(
				outcomes.uncertain(Date.parse(outcome.retry_at)),
				outcome.attempts,
			)
		: outcome;
}
