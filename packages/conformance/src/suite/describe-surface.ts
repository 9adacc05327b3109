import type { OutcomeKind } from "@signoff/core";
import { describe, expect, test } from "vitest";
import { behavioursOf, possibleOutcomeKinds } from "../behaviours/index.ts";
import type { Driver, Role } from "../behaviours/types.ts";
import { adjustForRuntime, compareObserved } from "./compare.ts";

/** What each test of {@link describeSurface} stores in `task.meta`, so that a reporter can compare surfaces. */
export type SurfaceMeta = {
	surface: string;
	role: Role;
	behaviour: string;
	kind: OutcomeKind | "unknown";
};

declare module "vitest" {
	interface TaskMeta {
		signoff?: SurfaceMeta;
	}
}

/**
 * Runs every behaviour of the driver's role on a surface, one test each. A last test checks that every outcome kind
 * that is possible on the surface occurred.
 */
export function describeSurface(surface: string, driver: Driver): void {
	describe(`${surface} behaves`, () => {
		const kinds = new Set<OutcomeKind>();
		// Concurrent, since the tests spend most of their time in backoff.
		test.concurrent.for(behavioursOf(driver.role))(
			"$name",
			{ timeout: 60_000 },
			async (behaviour, { task }) => {
				const adjusted = adjustForRuntime(driver, behaviour);
				const observed = await driver.observe(behaviour);
				expect(compareObserved(adjusted, observed)).toEqual([]);
				kinds.add(adjusted.expect.outcome.kind);
				task.meta.signoff = {
					surface,
					role: driver.role,
					behaviour: behaviour.name,
					kind: observed.outcome?.kind ?? "unknown",
				};
			},
		);
		test("every possible outcome kind occurs", () => {
			expect([...kinds].sort()).toEqual(possibleOutcomeKinds(driver).sort());
		});
	});
}
