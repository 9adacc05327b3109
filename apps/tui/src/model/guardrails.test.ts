import { expect, test } from "vitest";
import {
	type AnswerFacts,
	type Guardrails,
	guardrailRefusal,
} from "./guardrails.ts";

const facts: AnswerFacts = {
	project_id: "77",
	response_type: "reject",
	comment: "No.",
	batch_size: 20,
};

test.each<[Guardrails, AnswerFacts, string | null]>([
	[{}, facts, null],
	[{ read_only: false }, facts, null],
	[{ read_only: true }, {}, "`read_only`"],
	[{ max_batch: 20 }, facts, null],
	[{ max_batch: 19 }, facts, "at most 19 answers at once"],
	[{ max_batch: 19 }, { project_id: "77" }, null],
	[{ off_limits: ["78"] }, facts, null],
	[{ off_limits: ["78", "77"] }, facts, "`off_limits`"],
	[{ off_limits: ["77"] }, { ...facts, project_id: undefined }, null],
	[{ comment_required: ["reject"] }, facts, null],
	[{ comment_required: ["approve"] }, { ...facts, comment: "" }, null],
	[
		{ comment_required: ["reject"] },
		{ ...facts, comment: " \n" },
		"type `reject` (`comment_required`)",
	],
	[
		{ comment_required: ["reject"] },
		{ response_type: null, comment: null },
		"could not be read: give a comment",
	],
	[
		{ comment_required: ["reject"] },
		{ response_type: null, comment: "x" },
		null,
	],
	[{ comment_required: ["reject"] }, {}, null],
	[{ confirm: ["reject"] }, facts, "to confirm answers of the type `reject`"],
	[{ confirm: ["reject"] }, { ...facts, confirmed: true }, null],
	[{ confirm: ["approve"] }, facts, null],
	[{ confirm: ["approve"] }, { response_type: null }, "could not be read"],
])("%j on %j: %s", (guardrails, given, message) => {
	const refusal = guardrailRefusal(guardrails, given);
	if (message === null) expect(refusal).toBeNull();
	else {
		expect(refusal?.code).toBe("guardrail");
		expect(refusal?.message).toContain(message);
	}
});
