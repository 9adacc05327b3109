import { compareAttachments } from "../outcome/compare-attachments.ts";
import { type OnRecordKind, outcomes } from "../outcome/outcome.ts";
import { optionNotOffered } from "../validation/issue.ts";
import { withAttemptConclusion } from "./attempts.ts";
import type { Evidence } from "./evidence.ts";
import { onNoProof } from "./on-no-proof.ts";
import type { ReadCallName, SettlementState, Transition } from "./state.ts";
import { showsAllBefore } from "./timing.ts";
import { finish, startSubmit } from "./transitions.ts";

/** Applies what a read proves: finishes on proof, else continues by phase. */
export function onEvidence(
	before: SettlementState,
	evidence: Evidence,
	from: ReadCallName,
	now: number,
): Transition {
	const state = withAttemptConclusion(
		before,
		evidence.kind === "nothing"
			? `nothing proven: ${evidence.finding}`
			: evidence.kind,
	);
	switch (evidence.kind) {
		case "same": {
			const { attachments } = state.submission.response;
			const compared = compareAttachments(attachments, evidence.attachments);
			return finish(state, outcomes.onRecord(provenKind(state), compared));
		}
		case "different":
			return finish(
				state,
				outcomes.conflict(evidence.on_record, evidence.differs),
			);
		case "maybe_same":
			return onMaybeSame(state, evidence, from, now);
		case "ended_without_us":
			return finish(state, outcomes.superseded(evidence.decided_by));
		case "not_offered":
			return finish(state, outcomes.invalid([optionNotOffered]));
		case "nothing":
			return onNoProof(state, evidence.finding, from, now);
	}
}

/** The kind if a read shows the response on record. If no submit is in doubt, it was on record before. */
function provenKind(state: SettlementState): OnRecordKind {
	if (state.read_showed_recorded || !state.in_doubt) return "unchanged";
	return state.read_showed_unanswered ? "recorded" : "accepted";
}

/**
 * A response with a comment that can be a display of the submitted one. An identical repeat is a safe 204, so it is
 * sent; if the server refuses it while the step is current, another comment is on record.
 */
function onMaybeSame(
	state: SettlementState,
	{ on_record, differs }: Extract<Evidence, { kind: "maybe_same" }>,
	from: ReadCallName,
	now: number,
): Transition {
	const { phase, in_doubt, refusal, read_showed_recorded } = state;
	const refusedWhileCurrent =
		refusal?.status === 422 && from === "read_instance" && !in_doubt;
	// It may have been put on record after the refusal, unless a read showed it before.
	if (phase === "preflight" || (refusedWhileCurrent && !read_showed_recorded))
		return startSubmit(
			{ ...state, read_showed_recorded: !in_doubt, may_be_on_record: true },
			now,
		);
	return refusedWhileCurrent && showsAllBefore(state, refusal.at)
		? finish(state, outcomes.conflict(on_record, differs))
		: onNoProof(state, "unclear", from, now);
}
