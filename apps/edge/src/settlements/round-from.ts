import type { Submission } from "@signoff/core";
import { isSameResponse } from "@signoff/core/contract";
import type { SettlementState } from "@signoff/core/settlement";
import type { StoredSettlement } from "./stored-settlement.ts";

/** A settlement that is open, or ended `uncertain` with the same submission, goes on from its state. */
export function roundFrom(
	submission: Submission,
	stored: StoredSettlement | null,
): Submission | SettlementState {
	if (stored === null) return submission;
	const { state } = stored;
	const { command } = state;
	const isOpen =
		command.kind === "finish"
			? command.outcome.kind === "uncertain"
			: stored.outcome === null;
	return isOpen && isSameResponse(state.submission, submission)
		? state
		: submission;
}
