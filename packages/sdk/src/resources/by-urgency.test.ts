import { expect, test } from "vitest";
import { byUrgency } from "./by-urgency.ts";
import type { WaitingStep } from "./waiting-step.ts";

function row(
	id: string,
	overdue_at: string | null,
	waiting_since: string | null,
): WaitingStep {
	const step = {
		id: "1",
		step_uuid: null,
		name: null,
		started_at: waiting_since,
		overdue_at,
		available_response_options: [],
		response_occurrences: [],
	};
	const instance = {
		id,
		tool_type: null,
		item_id: null,
		started_at: null,
		ended_at: null,
		current_step_occurrence: step,
	};
	return {
		scope: { company_id: "4201" },
		project: null,
		tool: "Invoices",
		instance,
		step,
		waiting_since,
		overdue: false,
	};
}

test("orders by due time, then by how long a step has waited, then by id; dates that are missing sort last", () => {
	const expected = [
		row("9", "2026-01-01T00:00:00Z", null),
		row("8", "2026-01-02T00:00:00+01:00", "2026-01-01T00:00:00Z"),
		row("7", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"),
		row("6", "2026-01-02T00:00:00Z", "2026-01-01T12:00:00Z"),
		row("5", null, "2026-01-01T00:00:00Z"),
		row("9", null, null),
		row("10", null, null),
		row("11", null, null),
	];
	expect(expected.toReversed().sort(byUrgency)).toEqual(expected);
});
