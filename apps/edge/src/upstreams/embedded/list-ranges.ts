import type { ListQuery } from "@signoff/core/server";
import type { Template } from "./templates.ts";

/**
 * Instances of one template that an index holds together in the order of their numbers: all of them, those at one step,
 * or those that have ended.
 */
export type Range = {
	templateId: string;
	at: "anywhere" | "ended" | { step: number };
};

/** A range of instances at one step. */
export type StepRange = Range & { at: { step: number } };

/** The disjoint ranges that the filters by tool, assignee and activity select together. */
export function rangesOf(
	templates: Template[],
	{ tool_type, tool_subtype, assignee_id, active }: ListQuery["filters"],
): Range[] {
	const selected = templates.filter(
		(template) =>
			template.tool_type === tool_type &&
			(tool_subtype === undefined || template.tool_subtype === tool_subtype),
	);
	if (assignee_id !== undefined)
		// Only an active instance has a step, and so assignees.
		return active === "false" ? [] : stepRanges(selected, assignee_id);
	if (active === "true") return stepRanges(selected);
	const at = active === "false" ? "ended" : "anywhere";
	return selected.map(({ id }) => ({ templateId: id, at }));
}

/** The ranges of active instances within a range. */
export function activeWithin(range: Range, templates: Template[]): StepRange[] {
	if (typeof range.at === "object") return [{ ...range, at: range.at }];
	if (range.at === "ended") return [];
	return stepRanges(templates.filter(({ id }) => id === range.templateId));
}

function stepRanges(templates: Template[], assigneeId?: string): StepRange[] {
	return templates.flatMap(({ id, steps }) =>
		steps.flatMap(({ assignees }, step): StepRange[] =>
			assigneeId === undefined ||
			assignees.some(({ person_id }) => person_id === assigneeId)
				? [{ templateId: id, at: { step } }]
				: [],
		),
	);
}
