import { compareAttachments } from "../outcome/compare-attachments.ts";
import { type OnRecordKind, outcomes } from "../outcome/outcome.ts";
import { withAttemptConclusion } from "./attempts.ts";
import type { Evidence } from "./evidence.ts";
import { onNoProof } from "./on-no-proof.ts";
import type { ReadCallName, SettlementState, Transition } from "./state.ts";
import { finish, startSubmit } from "./transitions.ts";

/** Applies what a read proves: finishes on proof, else continues by phase. */
export function onEvidence(
	before: SettlementState,
	evidence: Evidence,
	from: ReadCallName,
	now: number,
	random: number,
): Transition {
	const state = withAttemptConclusion(
		before,
		evidence.kind === "nothing"
			? `nothing proven: ${evidence.finding}`
			: evidence.kind,
	);
	switch (evidence.kind) {
		case "same":
			if (state.phase === "preflight" && !evidence.exact)
				return startSubmit({ ...state, read_showed_recorded: true }, now);
			return finish(
				state,
				compareAttachments(
					outcomes.onRecord(provenKind(state)),
					state.submission.response.attachments,
					evidence.attachments,
				),
			);
		case "different":
			return finish(
				state,
				outcomes.conflict(evidence.on_record, evidence.differs),
			);
		case "ended_without_us":
			return finish(state, outcomes.superseded(evidence.decided_by));
		case "nothing":
			return onNoProof(state, evidence.finding, from, now, random);
	}
}

/** The kind if a read shows the response on record. If no submit is in doubt, it was on record before. */
function provenKind(state: SettlementState): OnRecordKind {
	if (state.read_showed_recorded || !state.in_doubt) return "unchanged";
	return state.read_showed_unanswered ? "recorded" : "accepted";
}
