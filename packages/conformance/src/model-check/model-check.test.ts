import { outcomeKinds } from "@signoff/core";
import { describe, expect, test } from "vitest";
import { replayedChoices, seededChoices } from "../simulation/choices.ts";
import { checkModel } from "./check.ts";
import { violations } from "./invariants.ts";
import { mutants } from "./mutants.ts";
import { playSchedule } from "./play-schedule.ts";
import { coreRule } from "./settlement-rule.ts";

describe("the settlement rule", () => {
	test("holds every invariant in 20,000 schedules that end in every outcome kind", {
		timeout: 120_000,
	}, () => {
		const { failure, kinds } = checkModel(1, 20_000);
		expect(failure).toBeNull();
		expect(Object.keys(kinds).sort()).toEqual([...outcomeKinds].sort());
	});

	test("plays the same schedule for the same seed, and for the choices recorded", () => {
		const choices = seededChoices(7);
		const first = playSchedule(choices, coreRule);
		expect(playSchedule(seededChoices(7), coreRule)).toEqual(first);
		expect(playSchedule(replayedChoices(choices.values), coreRule)).toEqual(
			first,
		);
	});
});

describe("the checker catches a rule that", () => {
	test.each(mutants)("$name", { timeout: 120_000 }, ({ rule }) => {
		const { failure } = checkModel(1, 40_000, rule);
		if (failure === null) throw new Error("The mutant is not caught.");
		const shrunk = (): ReturnType<typeof replayedChoices> =>
			replayedChoices(failure.choices);
		expect(violations(playSchedule(shrunk(), rule))).toContain(
			failure.invariant,
		);
		expect(violations(playSchedule(shrunk(), coreRule))).toEqual([]);
	});
});
