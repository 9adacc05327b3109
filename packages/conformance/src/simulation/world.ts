import type { ResponseOption, Scope } from "@signoff/core";
import type { DecisionType } from "@signoff/core/server";

/** A person of a world. */
export type Person = { id: string; login: string; name: string };

/** A step of a world's template. */
export type PlannedStep = {
	name: string;
	decision_type: DecisionType;
	/** A person may be assigned twice, as through two groups. */
	assignees: { person_id: string; required: boolean }[];
	options: ResponseOption[];
};

/** How a server reads each point that no source confirms: the (?) of contract §1 and §2. */
export type Variants = {
	/** What an identical repeat gets once the step has moved on. */
	late_resubmission: 204 | 404 | 422;
	/** Whether a 204 says `Idempotency-Replayed`. */
	sends_replayed_header: boolean;
	/** Whether an error body carries our outcome, as our own edge's does. */
	sends_outcome: boolean;
	/** What the server does to a comment: keeps it; trims it; or trims what it keeps and compares with what it got. */
	comments: "kept" | "trimmed" | "trimmed_when_kept";
	/** Whether an instance may be read at all. */
	instance: "shown" | "hidden";
	history: "shown" | "hidden" | "empty";
	/** Whether a history's `details.id` is the step occurrence's id. */
	history_ids: "equal" | "other";
	/** Whether a history lists its options, or names them by label only. */
	history_options: "listed" | "labels_only";
	/** Whether `me.id` is the assignee's id, or only the login is the same. */
	me: "same_id" | "login_only" | "hidden";
};

/** A world: one workflow instance, the people around it, and the server's reading of the contract. Plain JSON. */
export type WorldPlan = {
	company_id: string;
	project_id?: string | undefined;
	instance_id: string;
	/** The first one is who answers. */
	people: Person[];
	steps: PlannedStep[];
	variants: Variants;
};

/** The reading that our own edge gives. */
export const plainVariants: Variants = {
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

/** The person of a plan, by id. */
export function person(plan: WorldPlan, id: string): Person {
	return (
		plan.people.find((each) => each.id === id) ?? { id, login: "", name: "" }
	);
}

/** Whether a path leads to the plan's instance: one that lives in a project is not found at company level, and the other way round. */
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
