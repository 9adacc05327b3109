import type { Instance, Submission } from "@signoff/core";

/** The submission that every benchmark sends. */
export const sampleSubmission: Submission = {
	company_id: "4201",
	project_id: "77",
	id: "9001",
	response: {
		current_step_occurrence_id: "1",
		selected_response_option_id: "2000",
		comment: "Quantities match the delivery note.",
	},
};

/** The instance that {@link sampleSubmission} answers. */
export const sampleInstance: Instance = {
	id: "9001",
	tool_type: "requisition",
	item_id: "483",
	started_at: null,
	ended_at: null,
	current_step_occurrence: {
		id: "1",
		step_uuid: null,
		name: "Architectural review",
		started_at: null,
		overdue_at: null,
		available_response_options: [
			{ id: "2000", name: "Approve", response_type: "approve" },
		],
		response_occurrences: [],
	},
};

/** Yields `count` submissions, each for another instance; each is created when it is pulled. */
export function* sampleSubmissions(count: number): Generator<Submission> {
	for (let id = 1; id <= count; id++)
		yield { ...sampleSubmission, id: String(id) };
}
