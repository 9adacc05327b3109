import type { Issue } from "@signoff/core";
import { didYouMean, malformedIssue } from "@signoff/core/validation";
import type { WaitingStep } from "@signoff/sdk";

/** The fields of a waiting step that `--fields` takes. */
export const inboxFields = [
	"instance",
	"step",
	"step_name",
	"tool",
	"item",
	"project",
	"company",
	"due",
	"overdue",
	"waiting_since",
] as const;

/** A field of a waiting step. */
export type InboxField = (typeof inboxFields)[number];

/** The value of a field; `null` if there is none. Times are ISO 8601 in UTC. */
export function fieldOf(
	{ instance, step, tool, project, scope, overdue, waiting_since }: WaitingStep,
	field: InboxField,
): string | boolean | null {
	switch (field) {
		case "instance":
			return instance.id;
		case "step":
			return step.id;
		case "step_name":
			return step.name;
		case "tool":
			return tool;
		case "item":
			return instance.item_id;
		case "project":
			return scope.project_id === undefined
				? null
				: `${scope.project_id} ${project ?? ""}`.trim();
		case "company":
			return scope.company_id;
		case "due":
			return step.overdue_at;
		case "overdue":
			return overdue;
		case "waiting_since":
			return waiting_since;
	}
}

/** The fields of `--fields a,b`; `null` if it is not given; or the issue with it. */
export function parseFields(
	text: string | undefined,
): readonly InboxField[] | null | Issue {
	if (text === undefined) return null;
	const words = text.split(",").map((word) => word.trim());
	const fields: InboxField[] = [];
	for (const word of words) {
		const field = inboxFields.find((each) => each === word);
		if (field === undefined)
			return malformedIssue(
				[],
				`\`--fields\` has an unknown field${didYouMean(word, inboxFields)} The fields are ${inboxFields.join(", ")}.`,
			);
		fields.push(field);
	}
	return fields;
}
