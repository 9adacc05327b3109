import type { History } from "../contract/history.ts";
import type { Instance } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import {
	type Outcome,
	type OutcomeKind,
	outcomes,
} from "../outcome/outcome.ts";
import { notAssigned, unknownStep } from "../server/decide.ts";
import { optionNotOffered } from "../validation/issue.ts";
import { currentStep } from "./current-step.ts";
import {
	type Evidence,
	evidenceFromInstance,
	type ReadFinding,
} from "./evidence.ts";
import { evidenceFromHistory } from "./history-evidence.ts";

/**
 * A predicted outcome: its fields, with `would` instead of `kind`, so that it is never mistaken for an outcome.
 * `uncertain`: the reads cannot decide.
 */
export type Preview = Outcome extends infer O
	? O extends Outcome
		? Omit<O, "kind" | "retry_at"> & { would: O["kind"] }
		: never
	: never;

/**
 * Predicts the outcome of a submission from reads, by the evidence that a settlement would find in them. Reads may be
 * stale and other people may respond meanwhile, so a preview is no guarantee.
 *
 * @param history required only if the submission's step is not the current one
 */
export function previewOutcome(
	submission: Submission,
	me: Me,
	instance: Instance,
	history: History | null,
): Preview {
	const evidence = readEvidence(submission, me, instance, history);
	const { kind, ...fields } = outcomeOf(evidence);
	if ("retry_at" in fields) return { would: "uncertain", attempts: [] };
	return { would: kind satisfies OutcomeKind, ...fields } as Preview;
}

function readEvidence(
	submission: Submission,
	me: Me,
	instance: Instance,
	history: History | null,
): Evidence {
	const shown = instance.current_step_occurrence;
	if (currentStep(instance, submission) !== null || history === null)
		return evidenceFromInstance(instance, submission, me);
	const evidence = evidenceFromHistory(
		history,
		submission,
		me,
		null,
		shown && { id: shown.id, uuid: shown.step_uuid },
	);
	// A history that shows the step as current contradicts the instance.
	return evidence.kind === "nothing" && evidence.finding !== "not_listed"
		? { kind: "nothing", finding: "hidden" }
		: evidence;
}

function outcomeOf(evidence: Evidence): Outcome {
	switch (evidence.kind) {
		case "same":
			return outcomes.onRecord("unchanged");
		case "different":
			return outcomes.conflict(evidence.on_record, evidence.differs);
		case "ended_without_us":
			return outcomes.superseded(evidence.decided_by);
		case "not_offered":
			return outcomes.invalid([optionNotOffered]);
		case "maybe_same":
			return undecided;
		case "nothing":
			return outcomeOfFinding[evidence.finding];
	}
}

const undecided = outcomes.uncertain(0);

const outcomeOfFinding: Record<ReadFinding, Outcome> = {
	unanswered: outcomes.onRecord("recorded"),
	no_row: outcomes.refused("forbidden", notAssigned),
	not_listed: outcomes.invalid([unknownStep]),
	not_identified: undecided,
	unclear: undecided,
	not_current: undecided,
	hidden: undecided,
};
