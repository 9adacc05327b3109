import * as z from "zod/mini";
import type { ActorEvent } from "../simulation/actor-events.ts";
import { brokenRows } from "../simulation/broken-rows.ts";
import { commentDisplays } from "../simulation/comment-display.ts";
import { rowKeys } from "../simulation/person-keys.ts";
import { timeFormats } from "../simulation/reply-fields.ts";
import type { Variants, WorldPlan } from "../simulation/world.ts";
import { count, id, textOrNull } from "./schema-fields.ts";

const step = z.strictObject({
	name: z.string(),
	decision_type: z.enum(["first", "multiple"]),
	assignees: z.array(z.strictObject({ person_id: id, required: z.boolean() })),
	options: z.array(
		z.strictObject({ id, name: z.string(), response_type: textOrNull }),
	),
});

/** One of these; the first one if it is left out. */
function optionalEnum<const T extends readonly [string, ...string[]]>(
	values: T,
): z.ZodMiniType<T[number]> {
	return z._default(z.enum(values), values[0]);
}

const variants: z.ZodMiniType<Variants> = z.strictObject({
	late_resubmission: z.literal([204, 404, 422]),
	sends_replayed_header: z.boolean(),
	sends_outcome: z.boolean(),
	comments: z.enum(["kept", "trimmed", "trimmed_when_kept"]),
	empty_comments: optionalEnum(["one", "told_apart"]),
	instance: z.enum(["shown", "hidden"]),
	history: z.enum(["shown", "hidden", "empty", "without_current"]),
	history_ids: z.enum(["equal", "other"]),
	history_options: z.enum(["listed", "labels_only"]),
	history_labels: optionalEnum(["same", "spaced", "renamed", "renamed_since"]),
	history_types: optionalEnum(["same", "other_case", "missing"]),
	instance_options: optionalEnum(["listed", "empty", "nameless"]),
	instance_comments: optionalEnum(commentDisplays),
	history_comments: optionalEnum(commentDisplays),
	instance_times: optionalEnum(timeFormats),
	history_times: optionalEnum(timeFormats),
	duplicate_rows: optionalEnum(["first", "last", "both"]),
	removed_rows: optionalEnum(["shown", "missing"]),
	row_options: optionalEnum(["complete", "draft", "no_option", "nameless"]),
	broken_rows: optionalEnum(brokenRows),
	broken_row_of: optionalEnum(["nobody", "respondent"]),
	me: z.enum(["same_id", "login_only", "colliding_id", "hidden"]),
	me_login: optionalEnum(["same", "other_case", "changed", "empty", "missing"]),
});

/** Validates a {@link WorldPlan}. Unknown keys are refused. */
export const worldPlanSchema: z.ZodMiniType<WorldPlan> = z.strictObject({
	company_id: z.string().check(z.regex(/^[0-9]+$/, "must be digits")),
	project_id: z.optional(id),
	instance_id: id,
	people: z
		.array(
			z.strictObject({
				id,
				login: z.string(),
				name: z.string(),
				instance_row: z.optional(z.enum(rowKeys)),
				history_row: z.optional(z.enum(rowKeys)),
			}),
		)
		.check(z.minLength(1)),
	steps: z.array(step).check(z.minLength(1)),
	variants,
});

/** Validates an {@link ActorEvent}. Unknown keys are refused. */
export const actorEventSchema: z.ZodMiniType<ActorEvent> = z.discriminatedUnion(
	"kind",
	[
		z.strictObject({
			kind: z.literal("responds"),
			person_id: id,
			option: count,
			comment: textOrNull,
		}),
		z.strictObject({ kind: z.literal("overrides") }),
		z.strictObject({ kind: z.literal("removes_me") }),
		z.strictObject({ kind: z.literal("locks") }),
		z.strictObject({ kind: z.literal("unlocks") }),
	],
);
