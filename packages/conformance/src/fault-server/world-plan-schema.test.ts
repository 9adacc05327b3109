import { describe, expect, test } from "vitest";
import { worldPlan } from "../behaviours/builders.ts";
import { seededChoices } from "../simulation/choices.ts";
import { randomNewScenario } from "../simulation/random-new-scenario.ts";
import { defaultVariants } from "../simulation/world.ts";
import { actorEventSchema, worldPlanSchema } from "./world-plan-schema.ts";

describe("a plan is accepted", () => {
	test("if its variants name only what the first edition had", () => {
		const { late_resubmission, sends_replayed_header, sends_outcome } =
			defaultVariants;
		const { comments, instance, history, history_ids, history_options, me } =
			defaultVariants;
		const variants = {
			...{ late_resubmission, sends_replayed_header, sends_outcome },
			...{ comments, instance, history, history_ids, history_options, me },
		};
		const parsed = worldPlanSchema.parse({ ...worldPlan(), variants });
		expect(parsed.variants).toEqual(defaultVariants);
	});

	test("with every variant, key and event of a random scenario", () => {
		for (let seed = 1; seed <= 300; seed++) {
			const { plan, events } = randomNewScenario(seededChoices(seed));
			expect(worldPlanSchema.parse(plan)).toEqual(plan);
			for (const { at: _, ...event } of events)
				expect(actorEventSchema.parse(event)).toEqual(event);
		}
	});
});

test("an unknown variant is refused", () => {
	const variants = { ...defaultVariants, history_labels: "translated" };
	expect(worldPlanSchema.safeParse({ ...worldPlan(), variants }).success).toBe(
		false,
	);
});
