import type { Instance } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import { compareRows, type RecordedRow } from "./compare-rows.ts";
import { currentStep } from "./current-step.ts";
import type { Evidence } from "./evidence.ts";
import { isSamePerson } from "./is-same-person.ts";

/** What an instance proves. Without `me` no row can be attributed to this person. */
export function evidenceFromInstance(
	instance: Instance,
	submission: Submission,
	me: Me | null,
): Evidence {
	if (me === null) return { kind: "nothing", finding: "hidden" };
	const step = currentStep(instance, submission);
	if (step === null) return { kind: "nothing", finding: "not_current" };
	const rows = step.response_occurrences.filter(({ assignee }) =>
		isSamePerson(assignee, me),
	);
	const recorded = rows.flatMap((row): RecordedRow[] =>
		row.selected_response_option === null
			? []
			: [
					{
						on_record: {
							option: row.selected_response_option,
							comment: row.comment,
							submitted_at: row.submitted_at,
						},
						attachments: row.attachments,
					},
				],
	);
	const proof = compareRows(recorded, submission);
	if (proof !== null) return proof;
	if (rows.length === 0) return { kind: "nothing", finding: "no_row" };
	if (rows.some(({ submitted_at }) => submitted_at !== null))
		return { kind: "nothing", finding: "hidden" };
	const options = step.available_response_options;
	const offered =
		options.length === 0 ||
		options.some(
			({ id }) => id === submission.response.selected_response_option_id,
		);
	return { kind: "nothing", finding: offered ? "unanswered" : "not_offered" };
}
