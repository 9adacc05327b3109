import { expect, test } from "vitest";
import { coreDriver, coreDriverWith } from "../drivers/core-driver.ts";
import { adjustForRuntime, compareObserved } from "../suite/compare.ts";
import { describeSurface } from "../suite/describe-surface.ts";
import { behaviours, behavioursOf } from "./index.ts";
import { namedDraft, runsInForm, unofferedName } from "./option-forms.ts";
import type { Driver } from "./types.ts";

describeSurface("core alone", coreDriver);
describeSurface(
	"core alone with a runtime that may resend requests",
	coreDriverWith({ mayResend: true }),
);

test.for([true, false])(
	"no behaviour depends on the jitter of a backoff (refused connections reported: %s)",
	async (reportsConnectionRefused) => {
		const constant = [0, 0.25, 0.5, 0.75, 0.999].map((value) => () => value);
		const alternating = [0, 0.999].flatMap((a) =>
			[0, 0.999].map((b) => alternate(a, b)),
		);
		for (const random of [...constant, ...alternating]) {
			const driver = coreDriverWith({ reportsConnectionRefused, random });
			for (const behaviour of behavioursOf("client")) {
				const adjusted = adjustForRuntime(driver, behaviour);
				const observed = await driver.observe(behaviour, "id");
				expect({
					[behaviour.name]: compareObserved(adjusted, observed),
				}).toEqual({ [behaviour.name]: [] });
			}
		}
	},
);

test("every difference between expected and observed is reported", async () => {
	const [behaviour] = behaviours;
	if (behaviour === undefined) throw new Error("There are no behaviours.");
	const observed = await coreDriver.observe(behaviour, "id");
	expect(compareObserved(behaviour, { ...observed, status: 422 })).toEqual([
		"status: expected 204, got 422",
	]);
	expect(compareObserved(behaviour, { ...observed, exit_code: 1 })).toEqual([
		"exit code: expected 0, got 1",
	]);
	expect(
		compareObserved(behaviour, { ...observed, requests: [] }),
	).toHaveLength(1);
	expect(
		compareObserved(behaviour, {
			...observed,
			record: { current_step: null, responses: [] },
		}),
	).toHaveLength(1);
	expect(
		compareObserved(behaviour, {
			...observed,
			outcome: { kind: "accepted", attempts: [] },
		}),
	).toHaveLength(1);
});

test("every behaviour has a unique name", () => {
	const names = behaviours.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
});

function alternate(...values: number[]): () => number {
	let at = 0;
	return () => values[at++ % values.length] ?? 0;
}

test("an option that does not exist has no name: what its draft results in is data", () => {
	const withoutName = behaviours
		.filter((each) => runsInForm(each, "name", { optionForms: ["name"] }))
		.filter((each) => namedDraft(each).option === unofferedName);
	expect(withoutName).toHaveLength(3);
	for (const { expect: expected } of withoutName)
		expect(expected.by_name?.outcome).toBeDefined();
});

test("a draft has the name of the option, and everything else of the submission", () => {
	const attached = behaviours.find(({ name }) => name.includes("attachments"));
	if (attached === undefined) throw new Error("There is no such behaviour.");
	expect(namedDraft(attached)).toEqual({
		company_id: "4201",
		project_id: "77",
		id: "9001",
		step: "1",
		option: "Approve",
		comment: "Fine by me.",
		attachments: { upload_ids: ["7d8f"] },
	});
});

test("which behaviours run by name", () => {
	const count = (traits: Partial<Driver>): number =>
		behaviours.filter((each) => runsInForm(each, "name", traits)).length;
	const optionForms = ["id", "name"] as const;
	expect(count({})).toBe(0);
	expect(behaviours.length - count({ optionForms })).toBe(9);
	const draftsWithout = ["attachments", "null_character"] as const;
	expect(behaviours.length - count({ optionForms, draftsWithout })).toBe(11);
	expect(() => behaviours.map((each) => namedDraft(each))).toThrow(
		"A malformed submission has no draft.",
	);
});
