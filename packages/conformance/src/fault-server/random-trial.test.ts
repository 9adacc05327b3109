import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { planOf, submissionOf } from "../behaviours/builders.ts";
import { brokenBy, drawTrial, type Trial } from "./random-trial.ts";
import { worldOf } from "./testing/setup.ts";
import type { HeldByServer } from "./types.ts";

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

test("the same number draws the same trial, and it survives JSON", () => {
	for (const seed of seeds) {
		const trial = drawTrial(seed);
		expect(drawTrial(seed)).toEqual(trial);
		expect(JSON.parse(JSON.stringify(trial.world))).toEqual(trial.world);
	}
});

test("trials have what settles them, and what does not", () => {
	const trials = seeds.map(drawTrial);
	const some = (what: (trial: Trial) => boolean): boolean =>
		trials.some(what) && !trials.every(what);
	expect(some(({ refresh }) => refresh === "refused")).toBe(true);
	expect(some(({ world }) => world.before.length > 0)).toBe(true);
	expect(some(({ world }) => world.meanwhile?.length === 0)).toBe(true);
	expect(some(({ policy }) => policy.quietMs === null)).toBe(true);
	expect(some(({ policy }) => policy.lookFirst)).toBe(true);
	expect(some(({ submission }) => submission.id === "9999")).toBe(true);
});

const trial: Trial = {
	...drawTrial(1),
	world: worldOf({ plan: planOf() }),
	submission: submissionOf(),
};

function held(...origins: string[]): HeldByServer {
	const answers = origins.map((origin) => ({
		step: "1",
		person_id: "101",
		option_id: "2000",
		comment: "Fine by me.",
		origin,
	}));
	return { current_step: "1", answers, shown_unanswered: [] };
}

test("what is not true is found", () => {
	const recorded = outcomes.onRecord("recorded");
	const unchanged = outcomes.onRecord("unchanged");
	expect(brokenBy(trial, recorded, held("submit 1"))).toEqual([]);
	expect(brokenBy(trial, recorded, held())).toEqual(["sound", "novel"]);
	expect(brokenBy(trial, recorded, held("elsewhere"))).toEqual(["novel"]);
	expect(brokenBy(trial, unchanged, held("elsewhere"))).toEqual([]);
	expect(brokenBy(trial, unchanged, held("submit 1"))).toEqual(["novel"]);
	expect(brokenBy(trial, recorded, held("submit 1", "submit 2"))).toEqual([
		"once",
	]);
	const shown = { ...held("elsewhere"), shown_unanswered: ["1"] };
	expect(brokenBy(trial, recorded, shown)).toEqual([]);
	const deferred = outcomes.deferred("unavailable", 0);
	expect(brokenBy(trial, deferred, held("submit 1"))).toEqual(["sound"]);
	expect(brokenBy(trial, deferred, held())).toEqual([]);
	const superseded = outcomes.superseded([]);
	expect(brokenBy(trial, superseded, held())).toEqual(["sound"]);
	expect(brokenBy(trial, superseded, { ...held(), current_step: "2" })).toEqual(
		[],
	);
});

test("only a server that compares to the letter, and says so, may call a trimmed comment another", () => {
	const plan = planOf(undefined, { says_outcome: true });
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
	const there = held("elsewhere");
	expect(brokenBy({ ...spoken, submission: padded }, conflict, there)).toEqual(
		[],
	);
	expect(brokenBy({ ...trial, submission: padded }, conflict, there)).toEqual([
		"sound",
	]);
	expect(brokenBy(spoken, conflict, there)).toEqual(["sound"]);
});
