import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { Account } from "./stored-settlement.ts";

const retryMs = 30_000;

/**
 * An outcome as the caller of an account may see it. The login of the service account is the edge's, not the caller's: if
 * it is refused, nothing is recorded until it is repaired.
 *
 * @param now Unix milliseconds
 */
export function withOwnLogin(
	outcome: Outcome,
	account: Account["kind"],
	now: number,
): Outcome {
	return account === "service" && outcome.kind === "unauthenticated"
		? outcomes.withAttempts(
				outcomes.deferred("unavailable", now + retryMs),
				outcome.attempts,
			)
		: outcome;
}
