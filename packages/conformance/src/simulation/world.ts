import type { ResponseOption, Scope } from "@signoff/core";
import type { DecisionType } from "@signoff/core/server";

/** A person in a world. */
export type Person = { id: string; login: string; name: string };

/** A step of a world's template. */
export type StepTemplate = {
	name: string;
	decision_type: DecisionType;
	/** A person may be assigned twice, for example through two groups. */
	assignees: { person_id: string; required: boolean }[];
	options: ResponseOption[];
};

/** How a server interprets each point that no source confirms: the (?) of contract §1 and §2. */
export type Variants = {
	/** The status of an identical resubmission after the step has moved on. */
	late_resubmission: 204 | 404 | 422;
	/** Whether a 204 has the header `Idempotency-Replayed`. */
	sends_replayed_header: boolean;
	/** Whether an error body carries the outcome, as the edge's does. */
	sends_outcome: boolean;
	/** Whether the server stores a comment as sent, trims it first, or compares it as sent and stores it trimmed. */
	comments: "kept" | "trimmed" | "trimmed_when_kept";
	/** Whether an instance may be read. */
	instance: "shown" | "hidden";
	history: "shown" | "hidden" | "empty";
	/** Whether a history's `details.id` is the step occurrence's id. */
	history_ids: "equal" | "other";
	/** Whether a history lists the step's options, or only shows the label of a chosen one. */
	history_options: "listed" | "labels_only";
	/** Whether `me` has the assignee's id, only the same login, or may not be read. */
	me: "same_id" | "login_only" | "hidden";
};

/** A world: one workflow instance, its people, and the server's interpretation of the contract. Plain JSON. */
export type WorldPlan = {
	company_id: string;
	project_id?: string | undefined;
	instance_id: string;
	/** The first one is the respondent: the person whose submission is under test. */
	people: Person[];
	steps: StepTemplate[];
	variants: Variants;
};

/** The edge's interpretation. */
export const defaultVariants: Variants = {
	late_resubmission: 204,
	sends_replayed_header: false,
	sends_outcome: false,
	comments: "kept",
	instance: "shown",
	history: "shown",
	history_ids: "equal",
	history_options: "listed",
	me: "same_id",
};

/** A plan's person by id. */
export function findPerson(plan: WorldPlan, id: string): Person {
	return (
		plan.people.find((each) => each.id === id) ?? { id, login: "", name: "" }
	);
}

/** Whether a path names the plan's instance. A project's instance is not found at company level, nor the reverse. */
export function isAt(
	plan: WorldPlan,
	{ company_id, project_id, id }: Scope & { id: string },
): boolean {
	return (
		company_id === plan.company_id &&
		project_id === plan.project_id &&
		id === plan.instance_id
	);
}
