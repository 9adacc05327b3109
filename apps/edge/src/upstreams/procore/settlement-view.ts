import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import type { SettlementView } from "../upstream.ts";

/**
 * A settlement as those see it who are attached to it.
 *
 * @param now Unix milliseconds
 */
export function settlementView(
	{ id, outcome, wake_at }: StoredSettlement,
	now: number,
): SettlementView {
	if (outcome !== null) return { id, state: "settled", outcome };
	const retry_at = Math.max(now + minRetryMs, wake_at ?? 0);
	return { id, state: "pending", retry_at: new Date(retry_at).toISOString() };
}

const minRetryMs = 1_000;
