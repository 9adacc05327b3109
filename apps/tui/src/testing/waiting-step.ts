import type { Instance, Me, ResponseOccurrence } from "@signoff/core";
import type { WaitingStep } from "@signoff/sdk";
import { type AppState, newApp } from "../app/state.ts";
import type { Size } from "../app/ui/page.ts";

/** The person who uses the app in tests. */
export const personAda: Me = {
	id: "101",
	login: "ada@harbor.example",
	name: "Ada Byron",
};

/** The current time in tests. */
export const now: number = Date.parse("2026-11-24T12:00:00Z");

/** Ada's row, unanswered. */
const unanswered: ResponseOccurrence = {
	submitted_at: null,
	selected_response_option: null,
	comment: null,
	assignee: { ...personAda, required: true },
};

/** A step that waits for Ada; `due` in days from {@link now}. */
export function waitingStep(
	id: string,
	{
		due = 2,
		name = "Review",
		item = `4${id}`,
	}: { due?: number; name?: string; item?: string } = {},
): WaitingStep {
	const step = {
		id: `s${id}`,
		step_uuid: null,
		name,
		started_at: "2026-11-20T12:00:00Z",
		overdue_at: new Date(now + due * 86_400_000).toISOString(),
		available_response_options: [
			{ id: "2000", name: "Approve", response_type: "approve" },
			{ id: "2001", name: "Return", response_type: "return" },
		],
		response_occurrences: [unanswered],
	};
	const instance: Instance = {
		id,
		tool_type: "requisition",
		item_id: item,
		started_at: step.started_at,
		ended_at: null,
		current_step_occurrence: step,
	};
	return {
		scope: { company_id: "4201", project_id: "77" },
		project: "Pier 9",
		tool: "Invoices",
		instance,
		step,
		waiting_since: step.started_at,
		overdue: due < 0,
	};
}

/** The app on a company's inbox, before the first load. */
export function newInbox(size: Size = { columns: 80, rows: 24 }): AppState {
	const target = {
		scope: { company_id: "4201" },
		instance: null,
		item_url: null,
	};
	return { ...newApp(target, size, now), me: personAda };
}
