import * as z from "zod/mini";
import type { ActorEvent } from "../simulation/actor-events.ts";
import type { WorldPlan } from "../simulation/world.ts";
import { count, id, textOrNull } from "./schema-fields.ts";

const step = z.strictObject({
	name: z.string(),
	decision_type: z.enum(["first", "multiple"]),
	assignees: z.array(z.strictObject({ person_id: id, required: z.boolean() })),
	options: z.array(
		z.strictObject({ id, name: z.string(), response_type: textOrNull }),
	),
});

const variants = z.strictObject({
	late_resubmission: z.literal([204, 404, 422]),
	sends_replayed_header: z.boolean(),
	sends_outcome: z.boolean(),
	comments: z.enum(["kept", "trimmed", "trimmed_when_kept"]),
	instance: z.enum(["shown", "hidden"]),
	history: z.enum(["shown", "hidden", "empty"]),
	history_ids: z.enum(["equal", "other"]),
	history_options: z.enum(["listed", "labels_only"]),
	me: z.enum(["same_id", "login_only", "hidden"]),
});

/** Validates a {@link WorldPlan}. Unknown keys are refused. */
export const worldPlanSchema: z.ZodMiniType<WorldPlan> = z.strictObject({
	company_id: z.string().check(z.regex(/^[0-9]+$/, "must be digits")),
	project_id: z.optional(id),
	instance_id: id,
	people: z
		.array(z.strictObject({ id, login: z.string(), name: z.string() }))
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
	],
);
