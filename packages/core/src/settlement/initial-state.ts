import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import type { Policy } from "../request/policy.ts";
import { type SettlementState, settlementStateVersion } from "./state.ts";

/** The state of a settlement that begins now, before its first command. */
export function initialState(
	submission: Submission,
	me: Me | null,
	policy: Policy,
	now: number,
): SettlementState {
	return {
		version: settlementStateVersion,
		submission,
		policy,
		me,
		begun_at: now,
		deadline_at: now + policy.deadlineMs,
		phase: "preflight",
		command: { kind: "sleep", until: now },
		command_issued_at: now,
		next: "submit",
		after_refresh: "submit",
		calls_made: 0,
		consecutive_failures: 0,
		unusable_reads: 0,
		foreign_answers: 0,
		api_answered: false,
		in_doubt: false,
		last_sent_at: null,
		fresh_token: false,
		read_showed_unanswered: false,
		read_showed_recorded: false,
		step_fingerprint: null,
		given_step: null,
		moved_to: null,
		refusal: null,
		may_be_on_record: false,
		last_failure: "unreachable",
		last_cause: null,
		not_before: 0,
		attempts: [],
	};
}
