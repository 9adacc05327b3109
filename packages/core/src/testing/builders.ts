import type {
	History,
	HistoryResponse,
	HistoryStep,
} from "../contract/history.ts";
import type {
	Instance,
	ResponseOccurrence,
	ResponseOption,
	StepOccurrence,
} from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import type { OnRecord, Outcome } from "../outcome/outcome.ts";

export const approve: ResponseOption = {
	id: "2000",
	name: "Approve",
	response_type: "approve",
};

export const reject: ResponseOption = {
	id: "2001",
	name: "Reject",
	response_type: "reject",
};

export const personAda: Me = {
	id: "101",
	login: "ada@harbor.example",
	name: "Ada Byron",
};

/** A submission: Ada approves step 1 of instance 9001. */
export function submission(
	response: Partial<Submission["response"]> = {},
	rest: Partial<Submission> = {},
): Submission {
	return {
		company_id: "4201",
		project_id: "77",
		id: "9001",
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: approve.id,
			...response,
		},
		...rest,
	};
}

/** Ada's row, unanswered. */
export function row(
	response: Partial<Omit<ResponseOccurrence, "assignee">> = {},
	assignee: Partial<ResponseOccurrence["assignee"]> = {},
): ResponseOccurrence {
	return {
		submitted_at: null,
		selected_response_option: null,
		comment: null,
		...response,
		assignee: { ...personAda, required: true, ...assignee },
	};
}

/** Ada's row, answered. */
export function answeredRow(
	option: ResponseOption = approve,
	comment: string | null = null,
): ResponseOccurrence {
	return row({
		submitted_at: "2026-05-01T10:00:00Z",
		selected_response_option: option,
		comment,
	});
}

export function step(
	response_occurrences: ResponseOccurrence[] = [row()],
	rest: Partial<StepOccurrence> = {},
): StepOccurrence {
	return {
		id: "1",
		step_uuid: "uuid-1",
		name: "Review",
		started_at: "2026-05-01T08:00:00Z",
		overdue_at: null,
		available_response_options: [approve, reject],
		response_occurrences,
		...rest,
	};
}

export function instance(
	current_step_occurrence: StepOccurrence | null = step(),
): Instance {
	return {
		id: "9001",
		tool_type: "requisition",
		item_id: "483",
		started_at: "2026-05-01T08:00:00Z",
		ended_at: null,
		current_step_occurrence,
	};
}

/** Ada's row in a history, answered by default. */
export function historyRow(
	rest: Partial<HistoryResponse> = {},
): HistoryResponse {
	return {
		...personAda,
		response: approve.name,
		response_type: "approve",
		comment: null,
		responded_at: "2026-05-01T10:00:00Z",
		...rest,
	};
}

/** Step 1 in a history, ended. */
export function historyStep(
	responses: HistoryResponse[] = [historyRow()],
	rest: Partial<HistoryStep> = {},
): HistoryStep {
	return {
		id: "1",
		uuid: "uuid-1",
		name: "Review",
		started_at: "2026-05-01T08:00:00Z",
		ended_at: "2026-05-01T11:00:00Z",
		responses,
		available_response_options: [approve, reject],
		override: null,
		...rest,
	};
}

export function buildHistory(...steps: HistoryStep[]): History {
	return {
		ended_at: null,
		history: [
			{ type: "WorkflowStarted", details: {} },
			...steps.map((details) => ({ type: "ResponseStep", details })),
		],
	};
}

export const personGrace: Me = {
	id: "102",
	login: "grace@harbor.example",
	name: "Grace Hopper",
};

export const onRecord: OnRecord = {
	option: reject,
	comment: "No.",
	submitted_at: "2026-05-01T10:00:00Z",
};

/** One outcome of every kind, and of every reason that changes its description. */
export const everyOutcome: Outcome[] = [
	{ kind: "recorded", attempts: [] },
	{ kind: "unchanged", attempts: [] },
	{ kind: "accepted", attempts: [] },
	{
		kind: "conflict",
		on_record: onRecord,
		differs: ["response_option", "comment"],
		attempts: [],
	},
	{
		kind: "superseded",
		decided_by: [{ id: "102", name: "Grace Hopper" }],
		attempts: [],
	},
	{ kind: "superseded", decided_by: [], attempts: [] },
	{
		kind: "invalid",
		issues: [{ code: "malformed", path: ["id"], message: "`id` is missing." }],
		attempts: [],
	},
	{
		kind: "invalid",
		issues: [{ code: "option_not_offered", path: [], message: "No." }],
		attempts: [],
	},
	{ kind: "unauthenticated", reason: null, attempts: [] },
	{
		kind: "forbidden",
		reason: { code: "NOT_AN_ASSIGNEE", message: "Only an assignee." },
		attempts: [],
	},
	{ kind: "not_found", reason: null, attempts: [] },
	{
		kind: "deferred",
		reason: "rate_limited",
		retry_at: "2026-05-01T10:00:00.000Z",
		attempts: [],
	},
	{
		kind: "deferred",
		reason: "unavailable",
		retry_at: "2026-05-01T10:00:00.000Z",
		attempts: [],
	},
	{
		kind: "deferred",
		reason: "unreachable",
		retry_at: "2026-05-01T10:00:00.000Z",
		attempts: [],
	},
	{
		kind: "uncertain",
		retry_at: "2026-05-01T10:00:00.000Z",
		attempts: [],
	},
];
