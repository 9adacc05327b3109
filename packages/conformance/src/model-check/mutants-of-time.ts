import { outcomes } from "@signoff/core/outcome";
import { retryDelayFromHeaders } from "@signoff/core/rate-limit";
import {
	isSubmitInProgress,
	type Mutant,
	misreadEvent,
	prematureFinish,
} from "./build-mutant.ts";
import { coreRule } from "./settlement-rule.ts";

/** Mistakes in waiting, resuming and repeating. */
export const mutantsOfTime: Mutant[] = [
	{
		name: "reads a second before everything that was sent has acted",
		rule: {
			...coreRule,
			begin: (submission, me, policy, now, instance) => {
				const delayMs = policy.maxDeliveryDelayMs ?? null;
				const maxDeliveryDelayMs =
					delayMs === null ? null : Math.max(0, delayMs - 1_000);
				return coreRule.begin(
					submission,
					me,
					{ ...policy, maxDeliveryDelayMs },
					now,
					instance,
				);
			},
		},
	},
	{
		name: "waits only as long as the server says, if the backoff is longer",
		rule: {
			...coreRule,
			advance: (state, event, now, random) => {
				const next = coreRule.advance(state, event, now, random);
				const { command } = next;
				if (event.kind !== "response" || command.kind !== "sleep") return next;
				const named = retryDelayFromHeaders(event.status, event.headers, now);
				if (named === 0 || now + named >= command.until) return next;
				const sleep = { ...command, until: now + named };
				return { state: { ...next.state, command: sleep }, command: sleep };
			},
		},
	},
	{
		name: "forgets a long wait when a shorter one is named",
		rule: {
			...coreRule,
			advance: (state, event, now, random) => {
				const named =
					event.kind === "response" &&
					retryDelayFromHeaders(event.status, event.headers, now) > 0;
				return coreRule.advance(
					named ? { ...state, not_before: 0 } : state,
					event,
					now,
					random,
				);
			},
		},
	},
	prematureFinish(
		"believes an earlier read although the server says that it repeats",
		(state, { status, headers }) =>
			isSubmitInProgress(state) &&
			status === 204 &&
			headers["idempotency-replayed"] === "true" &&
			!state.in_doubt &&
			state.read_showed_unanswered
				? outcomes.onRecord("recorded")
				: null,
	),
	prematureFinish(
		"believes a refusal although the step has ended",
		(state, { status }) =>
			isSubmitInProgress(state) &&
			!state.in_doubt &&
			state.moved_to !== null &&
			status === 404
				? outcomes.refused("not_found", null)
				: null,
	),
	misreadEvent(
		"takes a relay's uncertain outcome for a request not sent",
		(state, event) =>
			isSubmitInProgress(state) &&
			event.kind === "response" &&
			event.status === 504
				? { kind: "not_sent" }
				: event,
	),
	{
		name: "reports deferred if waiting cannot remove a cause, also in doubt",
		rule: {
			...coreRule,
			advance: (state, event, now, random) => {
				const next = coreRule.advance(state, event, now, random);
				const isPermanent = event.kind === "not_sent" && event.permanent;
				if (!isPermanent || next.command.kind !== "finish") return next;
				const outcome = outcomes.deferred("unreachable", now);
				const command = { kind: "finish", outcome } as const;
				return { state: { ...next.state, command }, command };
			},
		},
	},
	{
		name: "sends another body after a failure",
		rule: {
			...coreRule,
			advance: (state, event, now, random) => {
				const { submission } = state;
				const failed = event.kind === "response" && event.status >= 500;
				const response = { ...submission.response, comment: "again" };
				return coreRule.advance(
					failed
						? { ...state, submission: { ...submission, response } }
						: state,
					event,
					now,
					random,
				);
			},
		},
	},
	{
		name: "keeps the moments of another clock on resume",
		rule: {
			...coreRule,
			resume: (state, now, random) => {
				const resumed = coreRule.resume(state, now, random);
				const { command, last_sent_at } = state;
				return command.kind === "sleep"
					? { state: { ...resumed.state, command, last_sent_at }, command }
					: resumed;
			},
		},
	},
	{
		name: "repeats a refusal from the journal",
		rule: {
			...coreRule,
			resumeFromJournal: (before, submission, me, policy, now, random) => {
				const { command } = before;
				return command.kind === "finish" &&
					["forbidden", "not_found", "invalid"].includes(command.outcome.kind)
					? { kind: "done", outcome: command.outcome }
					: coreRule.resumeFromJournal(
							before,
							submission,
							me,
							policy,
							now,
							random,
						);
			},
		},
	},
	{
		name: "begins an uncertain submission anew without doubt",
		rule: {
			...coreRule,
			resumeFromJournal: (before, submission, me, policy, now, random) => {
				const { command } = before;
				return command.kind === "finish" && command.outcome.kind === "uncertain"
					? { kind: "start" }
					: coreRule.resumeFromJournal(
							before,
							submission,
							me,
							policy,
							now,
							random,
						);
			},
		},
	},
];
