import { expect, test } from "vitest";
import { describe } from "../outcome/describe.ts";
import { type OutcomeOf, outcomeKinds } from "../outcome/outcome.ts";
import { exitCodes, outcomeTraits } from "../outcome/traits.ts";
import { describePreview } from "./describe-preview.ts";
import type { Preview } from "./preview.ts";

const decided = outcomeKinds.filter((kind) => outcomeTraits[kind].onRecord);

test.each([...decided, "uncertain"] as const)(
	"a preview of %s does not say that anything was recorded",
	(would) => {
		const { sentence, next, exit_code } = describePreview({
			would,
			attempts: [],
		} as Preview);
		expect(sentence).toMatch(/would/);
		expect(next).toBeNull();
		expect(exit_code).toBe(exitCodes[would]);
	},
);

test("another preview is described as its outcome", () => {
	const fields: Omit<OutcomeOf<"superseded">, "kind"> = {
		decided_by: [{ id: "102", name: "Ben" }],
		attempts: [],
	};
	expect(describePreview({ would: "superseded", ...fields })).toEqual(
		describe({ kind: "superseded", ...fields }),
	);
});
