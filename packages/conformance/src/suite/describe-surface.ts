import type { OutcomeKind } from "@signoff/core";
import { describe, expect, test } from "vitest";
import { behavioursOf, possibleOutcomeKinds } from "../behaviours/index.ts";
import type { Driver, Role } from "../behaviours/types.ts";
import { adjustForRuntime, compareObserved } from "./compare.ts";

/** What a test of {@link describeSurface} leaves in its `task.meta`, for a reporter to compare surfaces by. */
export type SurfaceMeta = {
	surface: string;
	role: Role;
	behaviour: string;
	kind: OutcomeKind | "unsaid";
};

declare module "vitest" {
	interface TaskMeta {
		signoff?: SurfaceMeta;
	}
}

/**
 * Runs every behaviour of the driver's role on a surface, one test each, and then checks that the surface came to
 * every kind it can give: a suite that saw less has a hole.
 */
export function describeSurface(surface: string, driver: Driver): void {
	describe(`${surface} behaves`, () => {
		const kinds = new Set<OutcomeKind>();
		// Most of their time is backoff: they do not wait for each other.
		test.concurrent.for(behavioursOf(driver.role))(
			"$name",
			{ timeout: 60_000 },
			async (behaviour, { task }) => {
				const told = adjustForRuntime(driver, behaviour);
				const seen = await driver.observe(behaviour);
				expect(compareObserved(told, seen)).toEqual([]);
				kinds.add(told.expect.outcome.kind);
				task.meta.signoff = {
					surface,
					role: driver.role,
					behaviour: behaviour.name,
					kind: seen.outcome?.kind ?? "unsaid",
				};
			},
		);
		test("and came to every kind that it can give", () => {
			expect([...kinds].sort()).toEqual(possibleOutcomeKinds(driver).sort());
		});
	});
}
