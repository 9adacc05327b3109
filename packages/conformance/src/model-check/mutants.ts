import {
	type History,
	historySchema,
	type Instance,
	instanceSchema,
	type OnRecord,
	type Outcome,
	type RequestEvent,
	type SettlementState,
	type Transition,
	validate,
} from "@signoff/core";
import { historyStepSchema, unwrapData } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { isSamePerson } from "@signoff/core/settlement";
import { coreRule, type SettlementRule } from "./play-schedule.ts";

/** A settlement rule with one mistake that people make: the checker must catch each. */
export type Mutant = { name: string; rule: SettlementRule };

type Answered = Extract<RequestEvent, { kind: "response" }>;
type Mistake = (
	state: SettlementState,
	answer: Answered,
	now: number,
) => Outcome | null;

/** The rule, but an answer may end it too early. */
function mistaken(name: string, conclude: Mistake): Mutant {
	const advance: SettlementRule["advance"] = (state, event, now, random) => {
		const outcome =
			event.kind === "response" ? conclude(state, event, now) : null;
		return outcome === null
			? coreRule.advance(state, event, now, random)
			: finished(state, outcome);
	};
	return { name, rule: { ...coreRule, advance } };
}

/** The rule, but what became of a command is misread. */
function misread(
	name: string,
	reading: (state: SettlementState, event: RequestEvent) => RequestEvent,
): Mutant {
	const advance: SettlementRule["advance"] = (state, event, now, random) =>
		coreRule.advance(state, reading(state, event), now, random);
	return { name, rule: { ...coreRule, advance } };
}

function finished(state: SettlementState, outcome: Outcome): Transition {
	const command = { kind: "finish", outcome } as const;
	return { state: { ...state, command }, command };
}

const submitting = (state: SettlementState): boolean =>
	state.command.kind === "submit";

/** Every mistake that is kept as a test. */
export const mutants: Mutant[] = [
	{
		name: "takes a call that was sent twice for one",
		rule: {
			...coreRule,
			begin: (submission, me, policy, now, seen) =>
				coreRule.begin(
					submission,
					me,
					{ ...policy, fetchMayResend: false },
					now,
					seen,
				),
		},
	},
	mistaken("trusts a 404 after a lost answer", (state, { status }) =>
		submitting(state) && status === 404
			? outcomes.refused("not_found", null)
			: null,
	),
	mistaken("says deferred after 5xx then 429", (state, { status }, now) =>
		submitting(state) && state.in_doubt && status === 429
			? outcomes.deferred("rate_limited", now)
			: null,
	),
	misread("takes a 200 after a redirect for success", (state, event) =>
		submitting(state) && event.kind === "response" && event.status === 200
			? { ...event, status: 204 }
			: event,
	),
	mistaken("takes an empty history for superseded", (state, answer) => {
		const history = historyIn(state, answer);
		return history !== null && stepsOf(history).length === 0
			? outcomes.superseded([])
			: null;
	}),
	mistaken("takes a history label for an id", (state, answer) => {
		const history = historyIn(state, answer);
		const step =
			history &&
			stepsOf(history).find(
				({ id }) => id === state.submission.response.current_step_occurrence_id,
			);
		const mine = step?.responses.find(
			(row) =>
				row.response !== null &&
				state.me !== null &&
				isSamePerson(row, state.me),
		);
		if (
			!mine ||
			mine.response === state.submission.response.selected_response_option_id
		)
			return null;
		return outcomes.conflict(onRecord(mine.response, mine.comment), [
			"response_option",
		]);
	}),
	mistaken("compares comments without tidying", (state, answer) => {
		const mine = myRow(state, answer);
		const { selected_response_option_id, comment } = state.submission.response;
		if (mine?.selected_response_option?.id !== selected_response_option_id)
			return null;
		return (mine.comment ?? "") === (comment ?? "")
			? null
			: outcomes.conflict(onRecord(null, mine.comment), ["comment"]);
	}),
	mistaken("believes a stale read", (state, answer) => {
		const mine =
			state.in_doubt && state.refusal !== null
				? myRow(state, answer)
				: undefined;
		return mine !== undefined && mine.submitted_at === null
			? (state.refusal?.outcome ?? null)
			: null;
	}),
	misread("submits again after a refusal in doubt", (state, event) =>
		submitting(state) &&
		state.in_doubt &&
		event.kind === "response" &&
		[400, 403, 404, 422].includes(event.status)
			? { ...event, status: 500 }
			: event,
	),
	mistaken("gives up on the second 401", (state, { status }, now) => {
		const earlier = state.attempts.some((attempt) => attempt.status === 401);
		if (status !== 401 || !earlier) return null;
		return state.in_doubt
			? outcomes.uncertain(now)
			: outcomes.refused("unauthenticated", null);
	}),
	misread("takes a lost answer for one never sent", (_, event) =>
		event.kind === "no_response" ? { kind: "not_sent" } : event,
	),
	misread("takes a 5xx for a refusal", (state, event) =>
		submitting(state) && event.kind === "response" && event.status >= 500
			? { ...event, status: 400 }
			: event,
	),
	mistaken(
		"says unchanged for a repeat in doubt",
		(state, { status, headers }) =>
			submitting(state) &&
			status === 204 &&
			headers["idempotency-replayed"] === "true"
				? outcomes.onRecord("unchanged")
				: null,
	),
	mistaken("says superseded where the step is not current", (state, answer) => {
		const instance = instanceIn(state, answer);
		const current = instance?.current_step_occurrence?.id;
		return instance !== null &&
			current !== state.submission.response.current_step_occurrence_id
			? outcomes.superseded([])
			: null;
	}),
	{
		name: "tells persons apart by id alone",
		rule: {
			...coreRule,
			advance: (state, event, now, random) =>
				coreRule.advance(
					{ ...state, me: state.me && { ...state.me, login: null } },
					event,
					now,
					random,
				),
		},
	},
	{
		name: "forgets on resume that a submit was under way",
		rule: {
			...coreRule,
			resume: (state, now, random) => {
				const step = coreRule.resume(state, now, random);
				return { ...step, state: { ...step.state, in_doubt: state.in_doubt } };
			},
		},
	},
	{
		name: "says deferred when aborted during a submit",
		rule: {
			...coreRule,
			outcomeIfAborted: (state, now) =>
				state.in_doubt
					? coreRule.outcomeIfAborted(state, now)
					: outcomes.deferred("unavailable", now),
		},
	},
];

function onRecord(label: string | null, comment: string | null): OnRecord {
	return {
		option: { id: null, name: label ?? "", response_type: null },
		comment,
		submitted_at: null,
	};
}

function historyIn(
	{ command }: SettlementState,
	answer: Answered,
): History | null {
	const history =
		command.kind === "read_history" && answer.status === 200
			? validate(historySchema, unwrapData(answer.data))
			: null;
	return history?.kind === "parsed" ? history.value : null;
}

function stepsOf({ history }: History) {
	return history.flatMap(({ type, details }) => {
		const step =
			type === "ResponseStep" ? validate(historyStepSchema, details) : null;
		return step?.kind === "parsed" ? [step.value] : [];
	});
}

function instanceIn(
	{ command }: SettlementState,
	answer: Answered,
): Instance | null {
	const instance =
		command.kind === "read_instance" && answer.status === 200
			? validate(instanceSchema, unwrapData(answer.data))
			: null;
	return instance?.kind === "parsed" ? instance.value : null;
}

function myRow(state: SettlementState, answer: Answered) {
	const step = instanceIn(state, answer)?.current_step_occurrence;
	if (!step || step.id !== state.submission.response.current_step_occurrence_id)
		return undefined;
	return step.response_occurrences.find(
		({ assignee }) => state.me !== null && isSamePerson(assignee, state.me),
	);
}
