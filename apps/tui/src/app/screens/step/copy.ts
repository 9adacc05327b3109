/** Shown if the step is no longer current. */
export const outdated =
	"This step is not current any more: go back and reload the inbox.";

/** Shown if the person has no row on the step. */
export const notAnAssigneeText = "You are not an assignee of this step.";

/** Shown if the step has no rows. */
export const noAssignees = "No assignee is named.";

/** Shown below "Earlier steps". */
export const historyText = {
	loading: "Reading",
	failed: "The history cannot be read.",
	empty: "None: this is the first one.",
} as const;
