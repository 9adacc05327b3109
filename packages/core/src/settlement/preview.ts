import type { History } from "../contract/history.ts";
import type { Instance } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import {
	type Outcome,
	type OutcomeKind,
	outcomes,
} from "../outcome/outcome.ts";
import { notAssigned } from "../server/decide.ts";
import { optionNotOffered, unknownStep } from "../validation/issue.ts";
import { currentStep, fingerprintStep } from "./current-step.ts";
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
 * @param history required only if the submission's step is not the current one, or shows no row of this person: only a
 * history lists the responses of people who were removed. Without one, such a person is predicted as `forbidden`
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
	const step = currentStep(instance, submission);
	const shown = evidenceFromInstance(instance, submission, me);
	if (isFinding(shown, "unanswered"))
		return step?.available_response_options.length === 0 ? undecided : shown;
	if (!isFinding(shown, "not_current") && !isFinding(shown, "no_row"))
		return shown;
	if (history === null) return shown;
	const current = instance.current_step_occurrence;
	const past = evidenceFromHistory(
		history,
		submission,
		me,
		step && fingerprintStep(step),
		current && { id: current.id, uuid: current.step_uuid },
	);
	if (past.kind !== "nothing" || past.finding === "not_listed") return past;
	// A history that shows an ended step as current contradicts the instance.
	return step !== null && past.finding === "no_row" ? past : undecided;
}

const undecided: Evidence = { kind: "nothing", finding: "hidden" };

function isFinding(evidence: Evidence, finding: ReadFinding): boolean {
	return evidence.kind === "nothing" && evidence.finding === finding;
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
			return uncertain;
		case "nothing":
			return outcomeOfFinding[evidence.finding];
	}
}

const uncertain = outcomes.uncertain(0);

const outcomeOfFinding: Record<ReadFinding, Outcome> = {
	unanswered: outcomes.onRecord("recorded"),
	no_row: outcomes.refused("forbidden", notAssigned),
	not_listed: outcomes.invalid([unknownStep]),
	not_identified: uncertain,
	unclear: uncertain,
	not_current: uncertain,
	hidden: uncertain,
};
