import type { ResponseOption, Scope } from "@signoff/core";
import type { DecisionType } from "@signoff/core/server";
import type { BrokenRow } from "./broken-rows.ts";
import type { CommentDisplay } from "./comment-display.ts";
import type { RowKeys } from "./person-keys.ts";
import type { TimeFormat } from "./reply-fields.ts";

/** A person in a world. */
export type Person = {
	id: string;
	login: string;
	name: string;
	/** The keys by which an instance's rows show this person. @default "both" */
	instance_row?: RowKeys | undefined;
	/** The keys by which a history's rows show this person. @default "both" */
	history_row?: RowKeys | undefined;
};

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
	/** Whether `""` and `null` are one comment, or a conflict. */
	empty_comments: "one" | "told_apart";
	/** Whether an instance may be read. */
	instance: "shown" | "hidden";
	/** `without_current`: the history lists only steps that have ended. */
	history: "shown" | "hidden" | "empty" | "without_current";
	/** Whether a history's `details.id` is the step occurrence's id. */
	history_ids: "equal" | "other";
	/** Whether a history lists the step's options, or only shows the label of a chosen one. */
	history_options: "listed" | "labels_only";
	/**
	 * A history's labels: the instance's; with white space after them; other names, also in the history's own list; the
	 * names from before a change, while the list has today's.
	 */
	history_labels: "same" | "spaced" | "renamed" | "renamed_since";
	/** A history's response types. */
	history_types: "same" | "other_case" | "missing";
	/** The options that an instance lists for its current step; `nameless`: the first one has no name. */
	instance_options: "listed" | "empty" | "nameless";
	/** How each read shows a comment. */
	instance_comments: CommentDisplay;
	history_comments: CommentDisplay;
	/** How each read writes moments. */
	instance_times: TimeFormat;
	history_times: TimeFormat;
	/** Of two rows of one person who responded, which are answered. */
	duplicate_rows: "first" | "last" | "both";
	/** Whether an instance shows the row of a removed person who has responded. */
	removed_rows: "shown" | "missing";
	/**
	 * `draft`: an unanswered row has an option already; `no_option`: an answered one has none; `nameless`: the option of
	 * an answered row has no name.
	 */
	row_options: "complete" | "draft" | "no_option" | "nameless";
	/** Rows without the contract's shape: one more before the others, or the respondent's. */
	broken_rows: BrokenRow;
	broken_row_of: "nobody" | "respondent";
	/**
	 * The id that `me` has: the assignee's, one of another number space, one that is another person's id in rows; or
	 * whether `me` may not be read.
	 */
	me: "same_id" | "login_only" | "colliding_id" | "hidden";
	/** The login that `me` has: that of the plan, in another case, another one, `""`, or none. */
	me_login: "same" | "other_case" | "changed" | "empty" | "missing";
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
	empty_comments: "one",
	instance: "shown",
	history: "shown",
	history_ids: "equal",
	history_options: "listed",
	history_labels: "same",
	history_types: "same",
	instance_options: "listed",
	instance_comments: "verbatim",
	history_comments: "verbatim",
	instance_times: "milliseconds",
	history_times: "milliseconds",
	duplicate_rows: "first",
	removed_rows: "shown",
	row_options: "complete",
	broken_rows: "none",
	broken_row_of: "nobody",
	me: "same_id",
	me_login: "same",
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
