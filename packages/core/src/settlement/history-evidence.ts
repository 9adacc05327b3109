import type { History } from "../contract/history.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import { compareRows } from "./compare-rows.ts";
import type { Evidence } from "./evidence.ts";
import { decidedBy, findHistoryStep, mapLabel } from "./history-step.ts";
import { isSamePerson } from "./is-same-person.ts";
import type { StepFingerprint } from "./state.ts";

/** What a history proves. It is the only read that shows a response after its step has ended. */
export function evidenceFromHistory(
	history: History,
	submission: Submission,
	me: Me | null,
	fingerprint: StepFingerprint | null,
): Evidence {
	const nothing: Evidence = { kind: "nothing", finding: "hidden" };
	const step = findHistoryStep(history, submission, fingerprint);
	if (step === null || me === null) return nothing;
	const mine = step.responses.filter((row) => isSamePerson(row, me));
	const answered = mine.filter(
		(row) => row.response !== null || row.responded_at !== null,
	);
	const options = [
		...(fingerprint?.options ?? []),
		...step.available_response_options,
	];
	const proof = compareRows(
		answered.flatMap((row) =>
			mapLabel(row, options).map((on_record) => ({
				on_record,
				attachments: row.attachments,
			})),
		),
		submission,
	);
	if (proof !== null) return proof;
	// A response of this person whose label maps to no option, or a row without login and id, proves nothing.
	const unclear =
		answered.length > 0 ||
		step.responses.some(({ login, id }) => login === null && id === null);
	if (unclear) return nothing;
	if (step.ended_at === null)
		return {
			kind: "nothing",
			finding: mine.length > 0 ? "unanswered" : "no_row",
		};
	return { kind: "ended_without_us", decided_by: decidedBy(step) };
}
