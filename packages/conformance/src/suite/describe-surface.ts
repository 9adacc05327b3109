import type { OutcomeKind } from "@signoff/core";
import { describe, expect, test } from "vitest";
import {
	behavioursOf,
	isUndisturbed,
	possibleOutcomeKinds,
} from "../behaviours/index.ts";
import { expectInForm, runsInForm } from "../behaviours/option-forms.ts";
import type {
	Behaviour,
	Driver,
	OptionForm,
	Role,
} from "../behaviours/types.ts";
import { adjustForRuntime, compareObserved, inFixedOrder } from "./compare.ts";

/** What each test of {@link describeSurface} stores in `task.meta`, so that a reporter can compare surfaces. */
export type SurfaceMeta = {
	surface: string;
	form: OptionForm;
	role: Role;
	/** How many behaviours run on this surface in this form. */
	applicable: number;
	behaviour: string;
	kind: OutcomeKind | "unknown";
};

declare module "vitest" {
	interface TaskMeta {
		signoff?: SurfaceMeta;
	}
}

/**
 * Runs every behaviour of the driver's role on a surface, one test each, in every form in which the surface takes
 * response options. A last test of each form checks that every outcome kind that is possible there occurred.
 */
export function describeSurface(surface: string, driver: Driver): void {
	for (const form of driver.optionForms ?? ["id"])
		describe(`${surface} behaves${formTitles[form]}`, () =>
			testBehaviours(surface, driver, form));
}

const formTitles: Record<OptionForm, string> = {
	id: "",
	name: " if the option is a name",
};

function testBehaviours(
	surface: string,
	driver: Driver,
	form: OptionForm,
): void {
	const { role } = driver;
	const applicable = behavioursOf(role).filter((each) =>
		runsInForm(each, form, driver),
	);
	const kinds = new Set<OutcomeKind>();
	// Concurrent, since the tests spend most of their time in backoff.
	test.concurrent.for(applicable)(
		"$name",
		{ timeout: 60_000 },
		async (behaviour, { task }) => {
			const expected = expectInForm(adjustForRuntime(driver, behaviour), form);
			const observed = await driver.observe(behaviour, form);
			expect(compareObserved(expected, inFixedOrder(observed, form))).toEqual(
				[],
			);
			kinds.add(expected.expect.outcome.kind);
			task.meta.signoff = {
				surface,
				form,
				role,
				applicable: applicable.length,
				behaviour: behaviour.name,
				kind: observed.outcome?.kind ?? "unknown",
			};
		},
	);
	testPreviews(applicable, driver, form);
	test("every possible outcome kind occurs", () => {
		expect([...kinds].sort()).toEqual(
			possibleOutcomeKinds(driver, form).sort(),
		);
	});
}

/** A preview predicts the kind that a response then has, or that the reads do not decide. */
function testPreviews(
	behaviours: Behaviour[],
	driver: Driver,
	form: OptionForm,
): void {
	const { preview } = driver;
	if (preview === undefined) return;
	test.concurrent.for(behaviours.filter(isUndisturbed))(
		"its preview agrees: $name",
		{ timeout: 60_000 },
		async (behaviour) => {
			const { outcome } = expectInForm(behaviour, form).expect;
			expect([outcome.kind, "uncertain"]).toContain(
				await preview(behaviour, form),
			);
		},
	);
}
