import type { History, HistoryStep } from "../contract/history.ts";
import type { ResponseOption } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import { type Evidence, findingFromRows } from "./evidence.ts";
import { decidedBy, findHistoryStep, listsStep } from "./history-step.ts";
import { ownerOf } from "./identity.ts";
import { mapLabel } from "./map-label.ts";
import { evidenceFromRows, type Row } from "./rows.ts";
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
	const step = findHistoryStep(history, submission, fingerprint);
	if (step === null) {
		// A step that was read while it was current exists.
		const isListedById =
			fingerprint === null && current !== null && listsStep(history, current);
		return {
			kind: "nothing",
			finding: isListedById ? "not_listed" : "hidden",
		};
	}
	const rows = historyRows(step, me, fingerprint?.options ?? []);
	const evidence = evidenceFromRows(rows, submission);
	if (evidence !== null) return evidence;
	return step.ended_at === null
		? { kind: "nothing", finding: findingFromRows(rows) }
		: { kind: "ended_without_us", decided_by: decidedBy(step) };
}

function historyRows(
	step: HistoryStep,
	me: Me | null,
	optionsWhileCurrent: ResponseOption[],
): Row[] {
	const options = [...optionsWhileCurrent, ...step.available_response_options];
	return step.responses.map((row): Row => {
		const owner = ownerOf(row, me);
		if (row.responded_at === null) return { owner, answer: null };
		const option = mapLabel(row, options);
		if (option === null) return { owner, answer: "unreadable" };
		const { comment, responded_at: submitted_at, attachments } = row;
		return {
			owner,
			answer: { on_record: { option, comment, submitted_at }, attachments },
		};
	});
}
