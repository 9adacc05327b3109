import { expect, test } from "vitest";
import type { History } from "../contract/history.ts";
import type { Instance, ResponseOption } from "../contract/instance.ts";
import { stepOptions } from "./step-options.ts";

const approve = { id: "2000", name: "Approve", response_type: "approve" };
const reject = { id: "2001", name: "Reject", response_type: "reject" };

const instance: Instance = {
	id: "9001",
	tool_type: null,
	item_id: null,
	started_at: null,
	ended_at: null,
	current_step_occurrence: {
		id: "2",
		step_uuid: null,
		name: null,
		started_at: null,
		overdue_at: null,
		available_response_options: [approve],
		response_occurrences: [],
	},
};

/** A history that lists a step with these options. */
function historyOf(id: string, options: ResponseOption[]): History {
	const details = { id, responses: [], available_response_options: options };
	return { ended_at: null, history: [{ type: "ResponseStep", details }] };
}

test.each<[string, string, History | null, ResponseOption[]]>([
	["the current step: its own", "2", historyOf("2", [reject]), [approve]],
	["a past step: the history's", "1", historyOf("1", [reject]), [reject]],
	["a past step without a history: none", "1", null, []],
	[
		"a step that the history does not list: none",
		"1",
		historyOf("0", [reject]),
		[],
	],
])("the options of %s", (_, stepId, history, options) => {
	expect(stepOptions(instance, history, stepId)).toEqual(options);
});

test("an instance without a current step has the history's options", () => {
	const ended = { ...instance, current_step_occurrence: null };
	expect(stepOptions(ended, historyOf("2", [reject]), "2")).toEqual([reject]);
});
