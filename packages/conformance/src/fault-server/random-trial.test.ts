import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { planOf, submissionOf } from "../behaviours/builders.ts";
import {
	type RandomTrial,
	randomTrial,
	violatedRules,
} from "./random-trial.ts";
import { worldOf } from "./testing/setup.ts";
import type { WorldRecord } from "./types.ts";

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

test("the same number draws the same trial, and it survives JSON", () => {
	for (const seed of seeds) {
		const trial = randomTrial(seed);
		expect(randomTrial(seed)).toEqual(trial);
		expect(JSON.parse(JSON.stringify(trial.world))).toEqual(trial.world);
	}
});

test("trials have what settles them, and what does not", () => {
	const trials = seeds.map(randomTrial);
	const some = (what: (trial: RandomTrial) => boolean): boolean =>
		trials.some(what) && !trials.every(what);
	expect(some(({ refresh }) => refresh === "refused")).toBe(true);
	expect(some(({ world }) => world.before.length > 0)).toBe(true);
	expect(some(({ world }) => world.interleavings?.length === 0)).toBe(true);
	expect(some(({ policy }) => policy.maxDeliveryDelayMs === null)).toBe(true);
	expect(some(({ policy }) => policy.readFirst)).toBe(true);
	expect(some(({ submission }) => submission.id === "9999")).toBe(true);
});

const trial: RandomTrial = {
	...randomTrial(1),
	world: worldOf({ plan: planOf() }),
	submission: submissionOf(),
};

function held(...origins: string[]): WorldRecord {
	const responses = origins.map((origin) => ({
		step: "1",
		person_id: "101",
		option_id: "2000",
		comment: "Fine by me.",
		origin,
	}));
	return { current_step: "1", responses, shown_unanswered: [] };
}

test("what is not true is found", () => {
	const recorded = outcomes.onRecord("recorded");
	const unchanged = outcomes.onRecord("unchanged");
	expect(violatedRules(trial, recorded, held("submit 1"))).toEqual([]);
	expect(violatedRules(trial, recorded, held())).toEqual(["sound", "novel"]);
	expect(violatedRules(trial, recorded, held("external"))).toEqual(["novel"]);
	expect(violatedRules(trial, unchanged, held("external"))).toEqual([]);
	expect(violatedRules(trial, unchanged, held("submit 1"))).toEqual(["novel"]);
	expect(violatedRules(trial, recorded, held("submit 1", "submit 2"))).toEqual([
		"once",
	]);
	const shown = { ...held("external"), shown_unanswered: ["1"] };
	expect(violatedRules(trial, recorded, shown)).toEqual([]);
	const deferred = outcomes.deferred("unavailable", 0);
	expect(violatedRules(trial, deferred, held("submit 1"))).toEqual(["sound"]);
	expect(violatedRules(trial, deferred, held())).toEqual([]);
	const superseded = outcomes.superseded([]);
	expect(violatedRules(trial, superseded, held())).toEqual(["sound"]);
	expect(
		violatedRules(trial, superseded, { ...held(), current_step: "2" }),
	).toEqual([]);
});

test("only a server that compares to the letter, and says so, may call a trimmed comment another", () => {
	const plan = planOf(undefined, { sends_outcome: true });
	const spoken = { ...trial, world: worldOf({ plan }) };
	const padded = submissionOf({ comment: " Fine by me. " });
	const conflict = outcomes.conflict(
		{
			option: { id: "2000", name: "", response_type: null },
			comment: null,
			submitted_at: null,
		},
		["comment"],
	);
	const there = held("external");
	expect(
		violatedRules({ ...spoken, submission: padded }, conflict, there),
	).toEqual([]);
	expect(
		violatedRules({ ...trial, submission: padded }, conflict, there),
	).toEqual(["sound"]);
	expect(violatedRules(spoken, conflict, there)).toEqual(["sound"]);
});
