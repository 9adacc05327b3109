import { type Outcome, outcomeTraits, parseSubmission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { Behaviour } from "../behaviours/types.ts";
import type { HostedWorldRecord } from "../fault-server/types.ts";
import { externalOrigin, respondentIdOf } from "../simulation/actor-events.ts";
import { isOutcomeTrue } from "../simulation/oracle.ts";
import type { PlainReport, ReportedOutcome } from "./parse-reply.ts";

/** The part of a record that statements are about. */
export type RecordedState = Pick<
	HostedWorldRecord,
	"current_step" | "responses"
>;

/** What an outcome says about the response: on record, not on record, or neither. */
export function statementOf({
	kind,
}: Pick<ReportedOutcome, "kind">): PlainReport {
	if (kind === "uncertain") return "unknown";
	return outcomeTraits[kind].onRecord ? "success" : "failure";
}

/** Whether the behaviour's response is on record. Of a malformed one: whether any request put a response on record. */
export function isOnRecord(
	behaviour: Behaviour,
	record: RecordedState,
): boolean {
	return parseSubmission(behaviour.submission).kind === "invalid"
		? record.responses.some(({ origin }) => origin !== externalOrigin)
		: isTrue(outcomes.onRecord("accepted"), behaviour, record);
}

/** Whether an outcome's statement about the record is true. */
export function isTrue(
	outcome: Outcome,
	{ plan, submission }: Behaviour,
	{ current_step, responses }: RecordedState,
): boolean {
	const parsed = parseSubmission(submission);
	if (parsed.kind === "invalid") return true;
	const step = parsed.value.response.current_step_occurrence_id;
	const response =
		responses.find(
			(each) => each.step === step && each.person_id === respondentIdOf(plan),
		) ?? null;
	return isOutcomeTrue(outcome, parsed.value, {
		response,
		readable_response: response,
		current_step,
		read_showed_unanswered: false,
		sends_outcome: plan.variants.sends_outcome,
	});
}
