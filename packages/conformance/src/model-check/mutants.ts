import { outcomes } from "@signoff/core/outcome";
import { isSamePerson } from "@signoff/core/settlement";
import {
	isSubmitInProgress,
	type Mutant,
	misreadEvent,
	prematureFinish,
} from "./build-mutant.ts";
import {
	historySteps,
	readHistory,
	readInstance,
	recordedAs,
	respondentRow,
} from "./mutant-evidence.ts";
import { mutantsOfReads } from "./mutants-of-reads.ts";
import { mutantsOfTime } from "./mutants-of-time.ts";
import { coreRule } from "./settlement-rule.ts";

/** Mistakes in what follows from a reply. */
const mutantsOfReplies: Mutant[] = [
	{
		name: "assumes that a request is never resent",
		rule: {
			...coreRule,
			begin: (submission, me, policy, now, instance) =>
				coreRule.begin(
					submission,
					me,
					{ ...policy, fetchMayResend: false },
					now,
					instance,
				),
		},
	},
	prematureFinish("trusts a 404 after a lost reply", (state, { status }) =>
		isSubmitInProgress(state) && status === 404
			? outcomes.refused("not_found", null)
			: null,
	),
	prematureFinish(
		"reports deferred after a 5xx and a 429",
		(state, { status }, now) =>
			isSubmitInProgress(state) && state.in_doubt && status === 429
				? outcomes.deferred("rate_limited", now)
				: null,
	),
	misreadEvent("treats a 200 after a redirect as success", (state, event) =>
		isSubmitInProgress(state) &&
		event.kind === "response" &&
		event.status === 200
			? { ...event, status: 204 }
			: event,
	),
	prematureFinish("treats an empty history as superseded", (state, event) => {
		const history = readHistory(state, event);
		return history !== null && historySteps(history).length === 0
			? outcomes.superseded([])
			: null;
	}),
	prematureFinish(
		"compares a history label with an option id",
		(state, event) => {
			const history = readHistory(state, event);
			const step =
				history &&
				historySteps(history).find(
					({ id }) =>
						id === state.submission.response.current_step_occurrence_id,
				);
			const own = step?.responses.find(
				(row) =>
					row.response !== null &&
					state.me !== null &&
					isSamePerson(row, state.me),
			);
			if (
				!own ||
				own.response === state.submission.response.selected_response_option_id
			)
				return null;
			return outcomes.conflict(recordedAs(own.response, own.comment), [
				"response_option",
			]);
		},
	),
	prematureFinish("compares comments without normalizing", (state, event) => {
		const own = respondentRow(state, event);
		const { selected_response_option_id, comment } = state.submission.response;
		if (own?.selected_response_option?.id !== selected_response_option_id)
			return null;
		return (own.comment ?? "") === (comment ?? "")
			? null
			: outcomes.conflict(recordedAs(null, own.comment), ["comment"]);
	}),
	prematureFinish("trusts a stale read", (state, event) => {
		const own =
			state.in_doubt && state.refusal !== null
				? respondentRow(state, event)
				: undefined;
		return own !== undefined && own.submitted_at === null
			? (state.refusal?.outcome ?? null)
			: null;
	}),
	misreadEvent("submits again after a refusal in doubt", (state, event) =>
		isSubmitInProgress(state) &&
		state.in_doubt &&
		event.kind === "response" &&
		[400, 403, 404, 422].includes(event.status)
			? { ...event, status: 500 }
			: event,
	),
	prematureFinish("gives up on the second 401", (state, { status }, now) => {
		const earlier = state.attempts.some((attempt) => attempt.status === 401);
		if (status !== 401 || !earlier) return null;
		return state.in_doubt
			? outcomes.uncertain(now)
			: outcomes.refused("unauthenticated", null);
	}),
	misreadEvent("treats a lost reply as a request not sent", (_, event) =>
		event.kind === "no_response" ? { kind: "not_sent" } : event,
	),
	misreadEvent("blames a limit for every wait", (_, event) =>
		event.kind === "throttled"
			? { kind: "throttled", until: event.until }
			: event,
	),
	misreadEvent("treats a 5xx as a refusal", (state, event) =>
		isSubmitInProgress(state) &&
		event.kind === "response" &&
		event.status >= 500
			? { ...event, status: 400 }
			: event,
	),
	prematureFinish(
		"reports unchanged for a replay in doubt",
		(state, { status, headers }) =>
			isSubmitInProgress(state) &&
			status === 204 &&
			headers["idempotency-replayed"] === "true"
				? outcomes.onRecord("unchanged")
				: null,
	),
	prematureFinish(
		"reports superseded if the step is not current",
		(state, event) => {
			const instance = readInstance(state, event);
			const current = instance?.current_step_occurrence?.id;
			return instance !== null &&
				current !== state.submission.response.current_step_occurrence_id
				? outcomes.superseded([])
				: null;
		},
	),
	{
		name: "identifies people by id alone",
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
		name: "forgets on resume that a submit was in flight",
		rule: {
			...coreRule,
			resume: (state, now, random) => {
				const resumed = coreRule.resume(state, now, random);
				const { in_doubt } = state;
				return { ...resumed, state: { ...resumed.state, in_doubt } };
			},
		},
	},
	{
		name: "reports deferred if aborted during a submit",
		rule: {
			...coreRule,
			outcomeIfAborted: (state, now) =>
				state.in_doubt
					? coreRule.outcomeIfAborted(state, now)
					: outcomes.deferred("unavailable", now),
		},
	},
];

/** Every mutant: the checker must catch each one. */
export const mutants: Mutant[] = [
	...mutantsOfReplies,
	...mutantsOfReads,
	...mutantsOfTime,
];
