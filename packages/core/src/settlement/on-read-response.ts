import { meSchema } from "../contract/directory.ts";
import { unwrapData } from "../contract/envelope.ts";
import { historySchema } from "../contract/history.ts";
import { instanceSchema } from "../contract/instance.ts";
import { compareAttachments } from "../outcome/compare-attachments.ts";
import { type OnRecordKind, outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "../request/backoff.ts";
import { optionNotOffered } from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";
import { withConclusion } from "./attempts.ts";
import {
	currentStep,
	type Evidence,
	evidenceFromHistory,
	evidenceFromInstance,
	fingerprintOf,
	type ReadFinding,
} from "./evidence.ts";
import type { Phase, SettlementState, Transition } from "./state.ts";
import { capBackoff, deliveredBy } from "./timing.ts";
import {
	currentOutcome,
	finish,
	scheduleCall,
	startRead,
	startSubmit,
} from "./transitions.ts";

/** The calls that only look. */
export type ReadName = "read_me" | "read_instance" | "read_history";

const maxVerifyReads = 2;

/** A read came back: what it proves, or the next step; `null` where the body is not what it should be. */
export function onReadSuccess(
	state: SettlementState,
	call: ReadName,
	body: unknown,
	now: number,
	random: number,
): Transition | null {
	return readers[call](state, body, now, random);
}

type Reader = (
	state: SettlementState,
	body: unknown,
	now: number,
	random: number,
) => Transition | null;

const readers: Record<ReadName, Reader> = {
	read_me: (state, body, now) => {
		const me = validate(meSchema, body);
		if (me.kind === "invalid") return null;
		return scheduleCall(
			{
				...withConclusion(state, "read"),
				me: me.value,
				consecutive_failures: 0,
			},
			"read_instance",
			now,
			now,
		);
	},
	read_instance: (state, body, now, random) => {
		const instance = validate(instanceSchema, unwrapData(body));
		if (
			instance.kind === "invalid" ||
			instance.value.id !== state.submission.id
		)
			return null;
		const step = currentStep(instance.value, state.submission);
		const step_fingerprint =
			step === null ? state.step_fingerprint : fingerprintOf(step);
		const evidence = evidenceFromInstance(
			instance.value,
			state.submission,
			state.me,
		);
		return onEvidence(
			{ ...state, step_fingerprint, consecutive_failures: 0 },
			evidence,
			"read_instance",
			now,
			random,
		);
	},
	read_history: (state, body, now, random) => {
		const history = validate(historySchema, unwrapData(body));
		if (history.kind === "invalid") return null;
		const evidence = evidenceFromHistory(
			history.value,
			state.submission,
			state.me,
			state.step_fingerprint,
		);
		return onEvidence(
			{ ...state, consecutive_failures: 0 },
			evidence,
			"read_history",
			now,
			random,
		);
	},
};

/** The server would not let us read: who we are stays unknown, or the step stays hidden. */
export function onReadRefusal(
	state: SettlementState,
	call: ReadName,
	now: number,
	random: number,
): Transition {
	return onEvidence(
		{ ...state, consecutive_failures: 0 },
		{ kind: "nothing", finding: "hidden" },
		call,
		now,
		random,
	);
}

/** Only proof ends a settlement here; everything else goes on by why we were reading. */
export function onEvidence(
	before: SettlementState,
	evidence: Evidence,
	from: ReadName,
	now: number,
	random: number,
): Transition {
	const state = withConclusion(
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

/** Our response is on record, by a read. Where every submit was refused, it was there before. */
function provenKind(state: SettlementState): OnRecordKind {
	if (state.read_showed_recorded || !state.in_doubt) return "unchanged";
	return state.read_showed_unanswered ? "recorded" : "accepted";
}

function onNoProof(
	before: SettlementState,
	finding: ReadFinding,
	from: ReadName,
	now: number,
	random: number,
): Transition {
	const waiting =
		from === "read_instance" &&
		(finding === "unanswered" || finding === "not_offered");
	const state = waiting ? { ...before, read_showed_unanswered: true } : before;
	if (finding === "not_offered") return finish(state, notOffered(state));
	if (from === "read_instance" && historyMayTell(state, finding))
		return scheduleCall(state, "read_history", now, now);
	const without = finding === "unanswered" || finding === "no_row";
	if (without && state.refusal !== null && isAfterDelivery(state))
		return finish(state, state.refusal.outcome);
	return nextByPhase[state.phase](state, now, random);
}

// An option that is not offered was never recorded and never will be: that holds in doubt too.
function notOffered({
	refusal,
}: SettlementState): ReturnType<typeof outcomes.invalid> {
	return refusal === null || refusal.outcome.kind === "invalid"
		? outcomes.invalid([optionNotOffered])
		: refusal.outcome;
}

/** Before sending, a history is worth a call only where the step is over; in doubt, wherever our row is missing. */
function historyMayTell(
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

/** Whether the read just made was late enough to show everything that was ever sent. */
function isAfterDelivery(state: SettlementState): boolean {
	const at = deliveredBy(state);
	return state.in_doubt && at !== null && state.command_issued_at >= at;
}

/** What to do, by why we were reading, when reads have proven nothing. */
const nextByPhase: Record<
	Phase,
	(state: SettlementState, now: number, random: number) => Transition
> = {
	preflight: (state, now) => startSubmit(state, now),
	submit: (state, now) => startSubmit(state, now),
	verify: (state, now, random) => {
		if (state.in_doubt || state.refusal?.status === 422) {
			const step = reread(state, now, random);
			if (step !== null) return step;
		}
		const at = deliveredBy(state);
		if (!state.in_doubt || at === null || at >= state.deadline_at)
			return finish(state, currentOutcome(state, now));
		return startRead(
			{ ...state, verify_reads: 0 },
			"wait_for_delivery",
			at,
			now,
		);
	},
	wait_for_delivery: (state, now, random) =>
		reread(state, now, random) ?? finish(state, currentOutcome(state, now)),
	final_read: (state, now) => finish(state, currentOutcome(state, now)),
};

/** The same read a little later, a few times: it may have been stale, or refused by something in between. */
function reread(
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
