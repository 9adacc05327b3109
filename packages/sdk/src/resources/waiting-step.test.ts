import { type Instance, instanceSchema, type Me } from "@signoff/core/contract";
import { previewOutcome } from "@signoff/core/settlement";
import { expect, test } from "vitest";
import { instance, submission } from "../testing/sample-instance.ts";
import { waitingStepOf } from "./waiting-step.ts";

const me: Me = { id: "101", login: "ada@harbor.example", name: "Ada Byron" };
const list = {
	scope: { company_id: "4201" },
	project: null,
	tool: "Invoices",
	turn: 0,
	filters: { tool_type: "requisition" },
};
const approve = { id: "2000", name: "Approve", response_type: "approve" };
const answered = {
	submitted_at: "2026-11-02T09:00:00Z",
	selected_response_option: approve,
	comment: submission.response.comment,
};
const unanswered = { submitted_at: null, selected_response_option: null };
const ada = { assignee: me };
const ben = {
	assignee: { id: "102", login: "ben@harbor.example", name: "Ben Okri" },
};

/** The sample instance with these rows. */
function withRows(...response_occurrences: object[]): Instance {
	const read = instance();
	const step = Object(read["current_step_occurrence"]);
	return instanceSchema.parse({
		...read,
		current_step_occurrence: { ...step, response_occurrences },
	});
}

test.each<[string, boolean, object[]]>([
	["is unanswered", true, [{ ...unanswered, ...ada }]],
	[
		"has an option and no time",
		true,
		[{ ...unanswered, selected_response_option: approve, ...ada }],
	],
	["is answered", false, [{ ...answered, ...ada }]],
	[
		"is unanswered, and another one of theirs is answered",
		false,
		[
			{ ...unanswered, ...ada },
			{ ...answered, ...ada },
		],
	],
	[
		"is answered, and another one of theirs is not",
		false,
		[
			{ ...answered, ...ada },
			{ ...unanswered, ...ada },
		],
	],
	[
		"is unanswered, and another person has answered",
		true,
		[
			{ ...answered, ...ben },
			{ ...unanswered, ...ada },
		],
	],
	["is another person's", false, [{ ...unanswered, ...ben }]],
	["cannot be read", false, [{ ...unanswered, assignee: null }]],
])("a row that %s: waiting is %s, as core's rule has it", (_, waits, rows) => {
	const read = withRows(...rows);
	expect(waitingStepOf(read, list, me) !== null).toBe(waits);
	const { would } = previewOutcome(submission, me, read, null);
	expect(would === "recorded").toBe(waits);
});
