import { describe, expect, expectTypeOf, test } from "vitest";
import { everyOutcome } from "../testing/builders.ts";
import { httpStatusesOf } from "./http.ts";
import {
	type OnRecordKind,
	type OutcomeKind,
	outcomeKinds,
} from "./outcome.ts";
import { problemBody } from "./problem-details.ts";
import { exitCodes, type OutcomeTraits, outcomeTraits } from "./traits.ts";

function kindsThat(trait: keyof OutcomeTraits, value = true): OutcomeKind[] {
	return outcomeKinds.filter((kind) => outcomeTraits[kind][trait] === value);
}

describe("the traits", () => {
	test("of each kind", () => {
		expect(kindsThat("onRecord")).toEqual([
			"recorded",
			"unchanged",
			"accepted",
		]);
		expect(kindsThat("final", false)).toEqual([
			"unauthenticated",
			"deferred",
			"uncertain",
		]);
		expect(kindsThat("retryable")).toEqual(["deferred", "uncertain"]);
		expect(kindsThat("stepStillOpen", false)).toEqual([
			"recorded",
			"unchanged",
			"accepted",
			"conflict",
			"superseded",
		]);
	});

	test.each(outcomeKinds)("of %s agree with each other", (kind) => {
		const traits = outcomeTraits[kind];
		if (traits.onRecord) expect(traits).toMatchObject({ stepStillOpen: false });
		if (traits.retryable)
			expect(traits).toMatchObject({ final: false, stepStillOpen: true });
	});

	test.each(everyOutcome)(
		"$kind: its fields, exit code and statuses agree with them",
		(outcome) => {
			const { onRecord, retryable } = outcomeTraits[outcome.kind];
			expect("retry_at" in outcome).toBe(retryable);
			expect(exitCodes[outcome.kind] === 0).toBe(onRecord);
			for (const status of httpStatusesOf(outcome.kind))
				expect(status === 204).toBe(onRecord);
		},
	);

	test("are on record for the kinds of `OnRecordKind`", () => {
		type Recorded = {
			[K in OutcomeKind]: (typeof outcomeTraits)[K]["onRecord"] extends true
				? K
				: never;
		}[OutcomeKind];
		expectTypeOf<Recorded>().toEqualTypeOf<OnRecordKind>();
	});
});

test("every kind has an outcome in the tests", () => {
	expect(new Set(everyOutcome.map(({ kind }) => kind))).toEqual(
		new Set(outcomeKinds),
	);
});

test("every status has a title", () => {
	for (const status of outcomeKinds.flatMap(httpStatusesOf))
		if (status !== 204) expect(problemBody(status, "").title).not.toBe("Error");
});
