import type { OutcomeKind } from "@signoff/core";
import { describe, expect, test } from "vitest";
import type { Driver } from "./behaviours/behaviour.ts";
import { behavioursOf, kindsOf } from "./behaviours/index.ts";
import { judge } from "./judge.ts";

/**
 * Runs every behaviour of the driver's role on a surface, one test each, and then checks that the surface came to
 * every kind it can give: a suite that saw less has a hole.
 */
export function describeSurface(name: string, driver: Driver): void {
	describe(`${name} behaves`, () => {
		const kinds = new Set<OutcomeKind>();
		// Most of their time is backoff: they do not wait for each other.
		test.concurrent.each(behavioursOf(driver.role))(
			"$name",
			{ timeout: 60_000 },
			async (behaviour) => {
				const seen = await driver.observe(behaviour);
				expect(judge(behaviour, seen)).toEqual([]);
				kinds.add(behaviour.expect.outcome.kind);
			},
		);
		test("and came to every kind that it can give", () => {
			expect([...kinds].sort()).toEqual([...kindsOf[driver.role]].sort());
		});
	});
}
