import { describe, expect, test } from "vitest";
import {
	advanceWorkflow,
	responseType,
	type StepRule,
	type Vote,
} from "./advance-workflow.ts";

const first: StepRule = {
	decision_type: "first",
	assignees: [
		{ person_id: "a", required: true },
		{ person_id: "b", required: true },
	],
};
const multiple: StepRule = { ...first, decision_type: "multiple" };

function votes(...types: (string | null)[]): Vote[] {
	return types.map((response_type, i) => ({
		person_id: "abc"[i] ?? "z",
		response_type,
	}));
}

describe("a step ends", () => {
	test("never without a response", () => {
		expect(advanceWorkflow(first, [], 0, 2)).toEqual({ kind: "waiting" });
		expect(advanceWorkflow({ ...multiple, assignees: [] }, [], 0, 2)).toEqual({
			kind: "waiting",
		});
	});

	test("with the first response if the first decides", () => {
		expect(advanceWorkflow(first, votes("approve"), 0, 2).kind).toBe("moved");
	});

	test("with the last required response if all decide", () => {
		expect(advanceWorkflow(multiple, votes("approve"), 0, 2)).toEqual({
			kind: "waiting",
		});
		expect(
			advanceWorkflow(multiple, votes("approve", "approve"), 0, 2).kind,
		).toBe("moved");
	});

	test("without the responses that are not required", () => {
		const optional: StepRule = {
			decision_type: "multiple",
			assignees: [
				{ person_id: "a", required: true },
				{ person_id: "b", required: false },
			],
		};
		expect(advanceWorkflow(optional, votes("approve"), 0, 2).kind).toBe(
			"moved",
		);
		expect(
			advanceWorkflow(
				optional,
				[{ person_id: "b", response_type: "approve" }],
				0,
				2,
			).kind,
		).toBe("waiting");
	});
});

describe("an instance moves", () => {
	test.each([
		["approve", 0, 3, { kind: "moved", by: "approve", index: 1 }],
		["approve", 1, 3, { kind: "moved", by: "approve", index: 2 }],
		["approve", 2, 3, { kind: "ended", by: "approve" }],
		["approve", 0, 1, { kind: "ended", by: "approve" }],
		["return", 2, 3, { kind: "moved", by: "return", index: 1 }],
		["return", 1, 3, { kind: "moved", by: "return", index: 0 }],
		["return", 0, 3, { kind: "moved", by: "return", index: 0 }],
		["reject", 0, 3, { kind: "ended", by: "reject" }],
		["reject", 2, 3, { kind: "ended", by: "reject" }],
	])("%s on step %i of %i: %o", (type, index, count, expected) => {
		expect(advanceWorkflow(first, votes(type), index, count)).toEqual(expected);
	});

	test.each([
		[["approve", "approve"], "approve"],
		[["approve", "return"], "return"],
		[["return", "approve"], "return"],
		[["approve", "reject"], "reject"],
		[["reject", "return"], "reject"],
		[["return", "reject"], "reject"],
		[["return", "return"], "return"],
	])("with %j, by %s", (types, by) => {
		expect(advanceWorkflow(multiple, votes(...types), 1, 3)).toMatchObject({
			by,
		});
	});
});

test.each([
	["approve", "approve"],
	["Approve", "approve"],
	["return", "return"],
	["RETURN", "return"],
	["reject", "reject"],
	["Reject", "reject"],
	["rejected", "approve"],
	["", "approve"],
	[null, "approve"],
])("the response type %j is %s", (text, type) => {
	expect(responseType(text)).toBe(type);
});
