import { outcomes } from "../outcome/outcome.ts";
import { unknownStep } from "../validation/issue.ts";
import type { ReadFinding } from "./evidence.ts";
import type {
	Phase,
	ReadCallName,
	SettlementState,
	Transition,
} from "./state.ts";
import { deliveredBy, notStaleAfter, showsAllBefore } from "./timing.ts";
import {
	endPreflight,
	finish,
	finishWithCurrentOutcome,
	scheduleRequest,
	startRead,
	startSubmit,
} from "./transitions.ts";

/** A read proved nothing: reads the history, takes the refusal, or continues by phase. */
export function onNoProof(
	before: SettlementState,
	finding: ReadFinding,
	from: ReadCallName,
	now: number,
): Transition {
	const state = {
		...before,
		unusable_reads: 0,
		read_showed_unanswered:
			before.read_showed_unanswered ||
			(from === "read_instance" && finding === "unanswered"),
		may_be_on_record: mayBeOnRecord(before, finding),
	};
	if (from === "read_instance" && needsHistory(state, finding))
		return scheduleRequest(state, "read_history", now, now);
	if (finding === "not_listed" && isLateEnough(state))
		return finish(state, outcomes.invalid([unknownStep]));
	if (
		showsNoResponse.includes(finding) &&
		state.refusal !== null &&
		state.in_doubt &&
		isAfterDelivery(state)
	)
		return finish(state, state.refusal.outcome);
	return continueByPhase[state.phase](state, now);
}

const openFindings: ReadFinding[] = ["unclear", "not_listed", "not_current"];

/**
 * Whether reads leave it open that the same response is on record. A read that shows nothing changes nothing; after an
 * instance at another step, one that shows this step as current counts only if it is not stale.
 */
function mayBeOnRecord(state: SettlementState, finding: ReadFinding): boolean {
	const { may_be_on_record, moved_to, refusal } = state;
	if (openFindings.includes(finding)) return true;
	if (finding === "hidden") return may_be_on_record || moved_to !== null;
	return (
		moved_to !== null &&
		(refusal === null || !showsAllBefore(state, refusal.at))
	);
}

/**
 * Before a submit, only an ended step needs the history; after it, also a step without this person's row: only a history
 * lists the responses of people who were removed. In doubt, any step that does not show the row unanswered.
 */
function needsHistory(
	{ phase, in_doubt, refusal }: SettlementState,
	finding: ReadFinding,
): boolean {
	if (finding === "not_current") return true;
	if (phase === "preflight") return false;
	return in_doubt
		? finding !== "unanswered"
		: finding === "no_row" && refusal?.status === 422;
}

/** The step, and no response of this person. If an instance shows one of the last two in doubt, its history is read. */
const showsNoResponse: ReadFinding[] = [
	"unanswered",
	"no_row",
	"not_identified",
];

/** True if the last read was issued late enough to show everything that was sent. */
function isAfterDelivery(state: SettlementState): boolean {
	const at = deliveredBy(state);
	return at !== null && state.command_issued_at >= at;
}

/** True if the last read shows the submission's step, if there is one, and nothing that was sent is under way. */
function isLateEnough(state: SettlementState): boolean {
	return (
		showsAllBefore(state, state.begun_at) &&
		(!state.in_doubt || isAfterDelivery(state))
	);
}

/** The next transition of each phase if reads prove nothing. */
const continueByPhase: Record<
	Phase,
	(state: SettlementState, now: number) => Transition
> = {
	preflight: endPreflight,
	submit: startSubmit,
	verify: continueVerifying,
	recheck: finishWithCurrentOutcome,
	wait_for_delivery: finishWithCurrentOutcome,
	final_read: finishWithCurrentOutcome,
};

/** One more read, when reads show everything that was sent or that preceded the refusal, if the deadline allows it. */
function continueVerifying(state: SettlementState, now: number): Transition {
	const { in_doubt, refusal, may_be_on_record, moved_to, deadline_at } = state;
	const delivered = in_doubt ? deliveredBy(state) : null;
	if (delivered !== null && delivered < deadline_at)
		return startRead(state, "wait_for_delivery", delivered, now);
	const needsRecheck =
		in_doubt ||
		may_be_on_record ||
		moved_to !== null ||
		refusal?.status === 422;
	const at = notStaleAfter(state, refusal?.at ?? now);
	return needsRecheck && at < deadline_at
		? startRead(state, "recheck", at, now)
		: finishWithCurrentOutcome(state, now);
}
