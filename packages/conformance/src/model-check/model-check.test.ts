import { outcomeKinds } from "@signoff/core";
import { describe, expect, test } from "vitest";
import { replayedChoices, seededChoices } from "../simulation/choices.ts";
import { checkModel } from "./check.ts";
import { violations } from "./invariants.ts";
import { mutants } from "./mutants.ts";
import { coreRule, playSchedule } from "./play-schedule.ts";

describe("the settlement rule", () => {
	test("holds every invariant in 20,000 schedules, which come to every kind", {
		timeout: 120_000,
	}, () => {
		const tally = checkModel(1, 20_000);
		expect(tally.failure).toBeNull();
		expect(Object.keys(tally.kinds).sort()).toEqual([...outcomeKinds].sort());
	});

	test("the same seed plays the same schedule, and what was drawn replays it", () => {
		const choices = seededChoices(7);
		const first = playSchedule(choices, coreRule);
		expect(playSchedule(seededChoices(7), coreRule)).toEqual(first);
		expect(playSchedule(replayedChoices(choices.values), coreRule)).toEqual(
			first,
		);
	});
});

describe("the checker catches a rule that", () => {
	test.each(mutants)("$mistake", { timeout: 120_000 }, ({ rule }) => {
		const { failure } = checkModel(1, 40_000, rule);
		if (failure === null) throw new Error("Not caught.");
		const shrunk = replayedChoices(failure.choices);
		expect(violations(playSchedule(shrunk, rule))).toContain(failure.invariant);
		expect(
			violations(playSchedule(replayedChoices(failure.choices), coreRule)),
		).toEqual([]);
	});
});
