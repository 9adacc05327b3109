import type { Issue } from "./issue.ts";
import type { Reason } from "./outcome.ts";

/** The issue of a submission that names a step the instance never had. */
export const unknownStep: Issue = {
	code: "unknown_step",
	path: ["response", "current_step_occurrence_id"],
	message: "This instance never had such a step.",
};

/** The issue of a submission that selects an option the step does not offer. */
export const optionNotOffered: Issue = {
	code: "option_not_offered",
	path: ["response", "selected_response_option_id"],
	message: "The step does not offer such a response option.",
};

/** Why somebody who is not assigned to a step may not answer it. */
export const notAssigned: Reason = {
	code: "NOT_AN_ASSIGNEE",
	message: "Only an assignee of the current step may respond to it.",
};
