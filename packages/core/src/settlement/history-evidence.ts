import type { History } from "../contract/history.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import { type Evidence, findingFromRows, nothing } from "./evidence.ts";
import { decidedBy, findHistoryStep, listsStep } from "./history-step.ts";
import { ownerOf } from "./identity.ts";
import { mapLabel } from "./map-label.ts";
import { evidenceFromRows, toRow } from "./rows.ts";
import type { ShownStep, StepFingerprint } from "./state.ts";

/**
 * What a history proves. It is the only read that shows a response after its step has ended.
 *
 * @param fingerprint the submission's step, read while it was current
 * @param current the step that the instance showed as current, if it is another one
 */
export function evidenceFromHistory(
	history: History,
	submission: Submission,
	me: Me | null,
	fingerprint: StepFingerprint | null,
	current: ShownStep | null,
): Evidence {
	const id = submission.response.current_step_occurrence_id;
	const step = findHistoryStep(history, id, fingerprint);
	if (step === null) {
		// A step that was read while it was current exists.
		const isListedById =
			fingerprint === null && current !== null && listsStep(history, current);
		return nothing(isListedById ? "not_listed" : "hidden");
	}
	const options = [
		...(fingerprint?.options ?? []),
		...step.available_response_options,
	];
	const rows = step.responses.map((row) =>
		toRow(ownerOf(row, me), row.responded_at, mapLabel(row, options), row),
	);
	const evidence = evidenceFromRows(rows, submission);
	if (evidence !== null) return evidence;
	return step.ended_at === null
		? nothing(findingFromRows(rows))
		: { kind: "ended_without_us", decided_by: decidedBy(step) };
}
