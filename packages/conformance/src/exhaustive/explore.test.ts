import type { CallName, SettlementState } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { describe, expect, test } from "vitest";
import { mutants } from "../model-check/mutants.ts";
import {
	coreRule,
	type SettlementRule,
} from "../model-check/settlement-rule.ts";
import { exploreWorlds } from "./explore.ts";
import { describeResult } from "./report.ts";
import { faultsOf } from "./result.ts";
import { allWorlds, simplestWorld, type WorldFacts } from "./worlds.ts";

const knowsAll: WorldFacts = {
	...simplestWorld,
	me: "given",
	instance: "given",
};

/** A rule that makes these requests, whatever the answers are, and then finishes with an outcome that is always true. */
function fixedRequests(...calls: CallName[]): SettlementRule {
	const next = (
		state: SettlementState,
	): ReturnType<SettlementRule["begin"]> => {
		const kind = calls[state.calls_made];
		const command =
			kind === undefined
				? ({
						kind: "finish",
						outcome: outcomes.uncertain(state.deadline_at),
					} as const)
				: { kind, timeout_ms: 1_000 };
		return {
			state: { ...state, command, calls_made: state.calls_made + 1 },
			command,
		};
	};
	return {
		...coreRule,
		begin: (...given) =>
			next({ ...coreRule.begin(...given).state, calls_made: 0 }),
		advance: next,
	};
}

describe("the enumeration is complete", () => {
	test.each([
		// 5 faults of `read_me`, 9 of `submit`, 2 of a refresh.
		[0, ["read_me", "read_me", "read_me"], 1],
		[1, ["read_me", "read_me", "read_me"], 1 + 3 * 5],
		[2, ["read_me", "read_me", "read_me"], 1 + 3 * 5 + 3 * 5 ** 2],
		[3, ["read_me", "read_me", "read_me"], 6 ** 3],
		[2, ["submit", "read_me"], 10 * 6],
		[1, ["submit", "refresh_token"], 1 + 9 + 2],
	] as const)(
		"with %i faults in %j: %i schedules",
		(faults, calls, schedules) => {
			const bounds = { faults, calls: calls.length };
			const result = exploreWorlds([knowsAll], bounds, fixedRequests(...calls));
			expect(result.schedules).toBe(schedules);
			expect(result.kinds).toEqual({ uncertain: schedules });
		},
	);

	test("faults occur among the first requests only", () => {
		const rule = fixedRequests("read_me", "read_me", "read_me");
		const result = exploreWorlds([knowsAll], { faults: 3, calls: 2 }, rule);
		expect(result.schedules).toBe(6 ** 2);
	});

	test("another person can end a step that ends with the first response, once", () => {
		const rule = fixedRequests("read_me", "read_me");
		const world: WorldFacts = { ...knowsAll, step: "moves" };
		const result = exploreWorlds([world], { faults: 1, calls: 2 }, rule);
		// Before the first or before the second request.
		expect(result.schedules).toBe(1 + 2 * 5 + 2);
		const two = exploreWorlds([world], { faults: 2, calls: 2 }, rule);
		expect(two.schedules).toBe(6 ** 2 + 2 + 2 * 2 * 5);
	});

	test("a stale read shows each earlier state that is young enough", () => {
		const rule = fixedRequests("read_instance");
		const world: WorldFacts = { ...knowsAll, on_record: "other" };
		const bounds = { faults: 1, calls: 1 };
		expect(exploreWorlds([world], bounds, rule).schedules).toBe(1 + 5 + 1);
		expect(exploreWorlds([knowsAll], bounds, rule).schedules).toBe(1 + 5);
	});

	test("core's rule makes one request of one allowed: one schedule for each fault of it, and one without", () => {
		const result = exploreWorlds([knowsAll], { faults: 3, calls: 1 });
		expect(result.schedules).toBe(1 + 9);
		expect(result.violations).toEqual({});
		// Two answers and a request that are lost, and two 500s; a 403 and a 422; a 401 and a 429.
		expect(result.kinds).toEqual({
			recorded: 1,
			uncertain: 5,
			forbidden: 1,
			invalid: 1,
			deferred: 2,
		});
	});

	test("the same bounds give the same result", () => {
		const play = () => exploreWorlds([knowsAll], { faults: 2, calls: 3 });
		expect(play()).toEqual(play());
	});
});

const bounds = { faults: 1, calls: 5 };

describe("the settlement rule", () => {
	/** The same response is on record of a step that has ended. */
	const isLateRepeat = ({ step, on_record }: WorldFacts): boolean =>
		step === "moves" && on_record === "same";

	test("holds every invariant in every schedule of one fault and five requests", {
		timeout: 120_000,
	}, () => {
		const worlds = allWorlds().filter((world) => !isLateRepeat(world));
		const result = exploreWorlds(worlds, bounds);
		expect(result.violations).toEqual({});
		expect(result.schedules).toBeGreaterThan(10_000);
	});

	test("holds every invariant for late repeats, too", {
		timeout: 120_000,
	}, () => {
		const { violations } = exploreWorlds(
			allWorlds().filter(isLateRepeat),
			bounds,
		);
		expect(violations).toEqual({});
	});
});

describe("a mutant", () => {
	const worlds = allWorlds({
		on_record: ["nothing"],
		delivery_delay: ["known"],
		requests: ["limited"],
	});

	test.each([
		["trusts a 404 after a lost reply", "sound"],
		["treats a 5xx as a refusal", "novel"],
		["treats a lost reply as a request not sent", "sound"],
		["reports superseded if the step is not current", "sound"],
	] as const)("that %s violates %s", (name, invariant) => {
		const { rule } = mutants.find((each) => each.name === name) ?? {};
		if (rule === undefined) throw new Error("There is no such mutant.");
		const { violations } = exploreWorlds(worlds, bounds, rule);
		const smallest = violations[invariant]?.smallest;
		if (smallest === undefined) throw new Error("The mutant is not caught.");
		expect(faultsOf(smallest)).toBeLessThanOrEqual(bounds.faults);
		expect(exploreWorlds([smallest.world], bounds).violations).toEqual({});
	});

	test("is reported with its smallest schedule in words", () => {
		const { rule } =
			mutants.find(({ name }) => name.startsWith("trusts a 404")) ?? {};
		const world: WorldFacts = { ...knowsAll, step: "moves", late_repeat: 404 };
		const result = exploreWorlds([world], bounds, rule);
		const text = describeResult(result, bounds, rule).join("\n");
		expect(text).toContain('Violates "sound"');
		expect(text).toContain("a late repeat is answered with 404");
		expect(text).toMatch(
			/submit \((?:500, recorded|the request arrives, its answer is lost)\) → .*\n.*sleep → slept\n.*submit \(no fault\) → 404\n.*finished: \{"kind":"not_found","reason":null\}\n/,
		);
		expect(text).toMatch(/\n +violates: sound\n/);
	});
});
