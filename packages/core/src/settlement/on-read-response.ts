import { meSchema } from "../contract/directory.ts";
import { data } from "../contract/envelope.ts";
import { historySchema } from "../contract/history.ts";
import { instanceSchema } from "../contract/instance.ts";
import { guardAttachments } from "../outcome/compare-attachments.ts";
import { type OnRecordKind, outcomes } from "../outcome/outcome.ts";
import { backoffMs } from "../request/backoff.ts";
import { optionNotOffered } from "../validation/issue.ts";
import { check } from "../validation/validate.ts";
import { concluded } from "./attempts.ts";
import {
	currentStep,
	type Evidence,
	fromHistory,
	fromInstance,
	learn,
	type Shown,
} from "./evidence.ts";
import type { Phase, SettleState, Step } from "./state.ts";
import { quietAt, wakeAt } from "./timing.ts";
import { callAt, finish, knownSoFar, read, submit } from "./transitions.ts";

/** The calls that only look. */
export type ReadName = "read_me" | "read_instance" | "read_history";

const mostRereads = 2;

/** A read came back: what it proves, or the next step; `null` where the body is not what it should be. */
export function onReadAnswered(
	state: SettleState,
	call: ReadName,
	body: unknown,
	now: number,
	random: number,
): Step | null {
	return readers[call](state, body, now, random);
}

type Reader = (
	state: SettleState,
	body: unknown,
	now: number,
	random: number,
) => Step | null;

const readers: Record<ReadName, Reader> = {
	read_me: (state, body, now) => {
		const me = check(meSchema, body);
		if (me.kind === "invalid") return null;
		return callAt(
			{ ...concluded(state, "read"), me: me.value, failures: 0 },
			"read_instance",
			now,
			now,
		);
	},
	read_instance: (state, body, now, random) => {
		const instance = check(instanceSchema, data(body));
		if (
			instance.kind === "invalid" ||
			instance.value.id !== state.submission.id
		)
			return null;
		const step = currentStep(instance.value, state.submission);
		const learnt = step === null ? state.learnt : learn(step);
		const evidence = fromInstance(instance.value, state.submission, state.me);
		return onEvidence(
			{ ...state, learnt, failures: 0 },
			evidence,
			"read_instance",
			now,
			random,
		);
	},
	read_history: (state, body, now, random) => {
		const history = check(historySchema, data(body));
		if (history.kind === "invalid") return null;
		const evidence = fromHistory(
			history.value,
			state.submission,
			state.me,
			state.learnt,
		);
		return onEvidence(
			{ ...state, failures: 0 },
			evidence,
			"read_history",
			now,
			random,
		);
	},
};

/** The server would not let us read: who we are stays unknown, or the step stays hidden. */
export function onReadRefused(
	state: SettleState,
	call: ReadName,
	now: number,
	random: number,
): Step {
	return onEvidence(
		{ ...state, failures: 0 },
		{ kind: "nothing", shown: "hidden" },
		call,
		now,
		random,
	);
}

/** Only proof ends a settlement here; everything else goes on by why we were reading. */
export function onEvidence(
	before: SettleState,
	evidence: Evidence,
	from: ReadName,
	now: number,
	random: number,
): Step {
	const state = concluded(
		before,
		evidence.kind === "nothing"
			? `nothing proven: ${evidence.shown}`
			: evidence.kind,
	);
	switch (evidence.kind) {
		case "same":
			if (state.phase === "look" && !evidence.exact)
				return submit({ ...state, seen_on_record: true }, now);
			return finish(
				state,
				guardAttachments(
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
			return onNothing(state, evidence.shown, from, now, random);
	}
}

/** Our response is on record, by a read. Where every submit was refused, it was there before. */
function provenKind(state: SettleState): OnRecordKind {
	if (state.seen_on_record || !state.in_doubt) return "unchanged";
	return state.seen_unanswered ? "recorded" : "accepted";
}

function onNothing(
	before: SettleState,
	shown: Shown,
	from: ReadName,
	now: number,
	random: number,
): Step {
	const waiting =
		from === "read_instance" &&
		(shown === "unanswered" || shown === "not_offered");
	const state = waiting ? { ...before, seen_unanswered: true } : before;
	if (shown === "not_offered") return finish(state, notOffered(state));
	if (from === "read_instance" && historyMayTell(state, shown))
		return callAt(state, "read_history", now, now);
	const without = shown === "unanswered" || shown === "no_row";
	if (without && state.refusal !== null && isQuiet(state))
		return finish(state, state.refusal.outcome);
	return unproven[state.phase](state, now, random);
}

// An option that is not offered was never recorded and never will be: that holds in doubt too.
function notOffered({
	refusal,
}: SettleState): ReturnType<typeof outcomes.invalid> {
	return refusal === null || refusal.outcome.kind === "invalid"
		? outcomes.invalid([optionNotOffered])
		: refusal.outcome;
}

/** Before sending, a history is worth a call only where the step is over; in doubt, wherever our row is missing. */
function historyMayTell(
	{ phase, in_doubt }: SettleState,
	shown: Shown,
): boolean {
	if (shown === "elsewhere") return true;
	return (
		phase !== "look" && in_doubt && (shown === "no_row" || shown === "hidden")
	);
}

/** Whether the read just made was late enough to show everything that was ever sent. */
function isQuiet(state: SettleState): boolean {
	const at = quietAt(state);
	return state.in_doubt && at !== null && state.issued_at >= at;
}

/** What to do, by why we were reading, when reads have proven nothing. */
const unproven: Record<
	Phase,
	(state: SettleState, now: number, random: number) => Step
> = {
	look: (state, now) => submit(state, now),
	send: (state, now) => submit(state, now),
	verify: (state, now, random) => {
		if (state.in_doubt || state.refusal?.status === 422) {
			const step = reread(state, now, random);
			if (step !== null) return step;
		}
		const at = quietAt(state);
		if (!state.in_doubt || at === null || at >= state.deadline_at)
			return finish(state, knownSoFar(state, now));
		return read({ ...state, rereads: 0 }, "quiet", at, now);
	},
	quiet: (state, now, random) =>
		reread(state, now, random) ?? finish(state, knownSoFar(state, now)),
	last: (state, now) => finish(state, knownSoFar(state, now)),
};

/** The same read a little later, a few times: it may have been stale, or refused by something in between. */
function reread(state: SettleState, now: number, random: number): Step | null {
	if (state.rereads >= mostRereads) return null;
	const at = wakeAt(state, now, now + backoffMs(state.rereads, random));
	return read({ ...state, rereads: state.rereads + 1 }, state.phase, at, now);
}
