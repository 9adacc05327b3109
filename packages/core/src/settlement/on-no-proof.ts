import { outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "../request/backoff.ts";
import { optionNotOffered } from "../validation/issue.ts";
import type { ReadFinding } from "./evidence.ts";
import type {
	Phase,
	ReadCallName,
	SettlementState,
	Transition,
} from "./state.ts";
import { capBackoff, deliveredBy } from "./timing.ts";
import {
	finish,
	finishWithCurrentOutcome,
	scheduleRequest,
	startRead,
	startSubmit,
} from "./transitions.ts";

const maxVerifyReads = 2;

/** A read proved nothing: reads the history, takes the refusal, or continues by phase. */
export function onNoProof(
	before: SettlementState,
	finding: ReadFinding,
	from: ReadCallName,
	now: number,
	random: number,
): Transition {
	const showsUnanswered =
		from === "read_instance" &&
		(finding === "unanswered" || finding === "not_offered");
	const state = showsUnanswered
		? { ...before, read_showed_unanswered: true }
		: before;
	if (finding === "not_offered") return finish(state, notOffered(state));
	if (from === "read_instance" && needsHistory(state, finding))
		return scheduleRequest(state, "read_history", now, now);
	const showsNoResponse = finding === "unanswered" || finding === "no_row";
	if (showsNoResponse && state.refusal !== null && isAfterDelivery(state))
		return finish(state, state.refusal.outcome);
	return continueByPhase[state.phase](state, now, random);
}

// An option that is not offered cannot be recorded, so this is certain also in doubt.
function notOffered({
	refusal,
}: SettlementState): ReturnType<typeof outcomes.invalid> {
	return refusal === null || refusal.outcome.kind === "invalid"
		? outcomes.invalid([optionNotOffered])
		: refusal.outcome;
}

/** Before a submit, only an ended step needs the history; in doubt, any step without this person's row. */
function needsHistory(
	{ phase, in_doubt }: SettlementState,
	finding: ReadFinding,
): boolean {
	if (finding === "not_current") return true;
	return (
		phase !== "preflight" &&
		in_doubt &&
		(finding === "no_row" || finding === "hidden")
	);
}

/** True if the last read was issued late enough to show everything that was sent. */
function isAfterDelivery(state: SettlementState): boolean {
	const at = deliveredBy(state);
	return state.in_doubt && at !== null && state.command_issued_at >= at;
}

/** The next transition of each phase if reads prove nothing. */
const continueByPhase: Record<
	Phase,
	(state: SettlementState, now: number, random: number) => Transition
> = {
	preflight: startSubmit,
	submit: startSubmit,
	verify: (state, now, random) => {
		if (state.in_doubt || state.refusal?.status === 422) {
			const transition = readAgain(state, now, random);
			if (transition !== null) return transition;
		}
		const at = deliveredBy(state);
		if (!state.in_doubt || at === null || at >= state.deadline_at)
			return finishWithCurrentOutcome(state, now);
		return startRead(
			{ ...state, verify_reads: 0 },
			"wait_for_delivery",
			at,
			now,
		);
	},
	wait_for_delivery: (state, now, random) =>
		readAgain(state, now, random) ?? finishWithCurrentOutcome(state, now),
	final_read: finishWithCurrentOutcome,
};

/** Repeats the read a limited number of times: it may have been stale, or refused by a proxy. `null` after the last. */
function readAgain(
	state: SettlementState,
	now: number,
	random: number,
): Transition | null {
	if (state.verify_reads >= maxVerifyReads) return null;
	const at = capBackoff(
		state,
		now,
		now + backoffMs(state.verify_reads, random),
	);
	return startRead(
		{ ...state, verify_reads: state.verify_reads + 1 },
		state.phase,
		at,
		now,
	);
}
