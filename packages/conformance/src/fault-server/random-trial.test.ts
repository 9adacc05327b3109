import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { submissionOf, worldPlan } from "../behaviours/builders.ts";
import {
	type RandomTrial,
	randomTrial,
	violatedRules,
} from "./random-trial.ts";
import { worldOf } from "./testing/setup.ts";
import type { HostedWorldRecord } from "./types.ts";

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

test("the same seed gives the same trial, which survives JSON", () => {
	for (const seed of seeds) {
		const trial = randomTrial(seed);
		expect(randomTrial(seed)).toEqual(trial);
		expect(JSON.parse(JSON.stringify(trial.world))).toEqual(trial.world);
	}
});

test("trials vary in everything that decides whether they settle", () => {
	const trials = seeds.map(randomTrial);
	const varies = (condition: (trial: RandomTrial) => boolean): boolean =>
		trials.some(condition) && !trials.every(condition);
	expect(varies(({ refresh }) => refresh === "refused")).toBe(true);
	expect(varies(({ world }) => world.before.length > 0)).toBe(true);
	expect(varies(({ world }) => world.interleavings?.length === 0)).toBe(true);
	expect(varies(({ policy }) => policy.maxDeliveryDelayMs === null)).toBe(true);
	expect(varies(({ policy }) => policy.readFirst)).toBe(true);
	expect(varies(({ submission }) => submission.id === "9999")).toBe(true);
});

const trial: RandomTrial = {
	...randomTrial(1),
	world: worldOf({ plan: worldPlan() }),
	submission: submissionOf(),
};

function recordOf(...origins: string[]): HostedWorldRecord {
	const responses = origins.map((origin) => ({
		step: "1",
		person_id: "101",
		option_id: "2000",
		comment: "Fine by me.",
		origin,
	}));
	return { current_step: "1", responses, shown_unanswered: [] };
}

test("every false outcome is found", () => {
	const recorded = outcomes.onRecord("recorded");
	const unchanged = outcomes.onRecord("unchanged");
	expect(violatedRules(trial, recorded, recordOf("submit 1"))).toEqual([]);
	expect(violatedRules(trial, recorded, recordOf())).toEqual([
		"sound",
		"novel",
	]);
	expect(violatedRules(trial, recorded, recordOf("external"))).toEqual([
		"novel",
	]);
	expect(violatedRules(trial, unchanged, recordOf("external"))).toEqual([]);
	expect(violatedRules(trial, unchanged, recordOf("submit 1"))).toEqual([
		"novel",
	]);
	expect(
		violatedRules(trial, recorded, recordOf("submit 1", "submit 2")),
	).toEqual(["once"]);
	const shown = { ...recordOf("external"), shown_unanswered: ["1"] };
	expect(violatedRules(trial, recorded, shown)).toEqual([]);
	const deferred = outcomes.deferred("unavailable", 0);
	expect(violatedRules(trial, deferred, recordOf("submit 1"))).toEqual([
		"sound",
	]);
	expect(violatedRules(trial, deferred, recordOf())).toEqual([]);
	const superseded = outcomes.superseded([]);
	expect(violatedRules(trial, superseded, recordOf())).toEqual(["sound"]);
	expect(
		violatedRules(trial, superseded, { ...recordOf(), current_step: "2" }),
	).toEqual([]);
});

test("a trimmed comment is a conflict only on a server that compares exactly and sends its outcome", () => {
	const plan = worldPlan(undefined, { sends_outcome: true });
	const exact = { ...trial, world: worldOf({ plan }) };
	const padded = submissionOf({ comment: " Fine by me. " });
	const conflict = outcomes.conflict(
		{
			option: { id: "2000", name: "", response_type: null },
			comment: null,
			submitted_at: null,
		},
		["comment"],
	);
	const stored = recordOf("external");
	expect(
		violatedRules({ ...exact, submission: padded }, conflict, stored),
	).toEqual([]);
	expect(
		violatedRules({ ...trial, submission: padded }, conflict, stored),
	).toEqual(["sound"]);
	expect(violatedRules(exact, conflict, stored)).toEqual(["sound"]);
});
