import { lookAgainAt } from "../../settlements/look-again.ts";
import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import type { SettlementView } from "../upstream.ts";

/**
 * A settlement as those see it who are attached to it.
 *
 * @param now Unix milliseconds
 */
export function settlementView(
	stored: StoredSettlement,
	now: number,
): SettlementView {
	const { id, outcome } = stored;
	if (outcome !== null) return { id, state: "settled", outcome };
	const retry_at = new Date(lookAgainAt(stored, now)).toISOString();
	return { id, state: "pending", retry_at };
}
