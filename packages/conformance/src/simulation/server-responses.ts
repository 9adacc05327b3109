import {
	type HttpResponseData,
	type Outcome,
	outcomeToHttp,
} from "@signoff/core";
import { problemBody } from "@signoff/core/outcome";
import {
	currentStep,
	plannedStep,
	type ServerState,
	type StepOccurrence,
	type StoredResponse,
} from "./server-state.ts";
import { person, type WorldPlan } from "./world.ts";

/** What the server answers to a submission it has decided. `late`: the step named is no longer current. */
export function submitReply(
	{ variants }: WorldPlan,
	outcome: Outcome,
	late: boolean,
	now: number,
): HttpResponseData {
	if (variants.sends_outcome) return ours(outcome, now);
	if (
		outcome.kind === "unchanged" &&
		late &&
		variants.late_resubmission !== 204
	)
		return refusalReply(variants.late_resubmission);
	const { status, headers, body } = outcomeToHttp(outcome, now);
	// A server that is not ours says what is wrong, but not which outcome that makes.
	if (body !== null)
		return { status, headers: {}, data: { error: body.error } };
	return {
		status,
		headers: variants.sends_replayed_header ? lower(headers) : {},
		data: null,
	};
}

function ours(outcome: Outcome, now: number): HttpResponseData {
	const { status, headers, body } = outcomeToHttp(outcome, now);
	return { status, headers: lower(headers), data: body };
}

function lower(headers: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
}

/** A v2 error that says no more than its status. */
export function refusalReply(status: number): HttpResponseData {
	const { error } = problemBody(status, "Refused.");
	return { status, headers: {}, data: { error } };
}

/** `GET …/instances/{id}`. */
export function instanceReply(
	plan: WorldPlan,
	truth: ServerState,
): HttpResponseData {
	if (plan.variants.instance === "hidden") return refusalReply(403);
	const step = currentStep(truth);
	return ok({
		data: {
			id: plan.instance_id,
			tool_type: "requisition",
			tool_subtype: null,
			item_id: "483",
			started_at: iso(truth.occurrences[0]?.started_at ?? null),
			ended_at: iso(truth.ended_at),
			current_step_occurrence: step === null ? null : shownStep(plan, step),
			template_version_id: "1",
		},
	});
}

/** `GET …/instances/{id}/history`. */
export function historyReply(
	plan: WorldPlan,
	truth: ServerState,
): HttpResponseData {
	if (plan.variants.history === "hidden") return refusalReply(403);
	const steps =
		plan.variants.history === "empty"
			? []
			: truth.occurrences.map((step) => pastStep(plan, step));
	const end =
		truth.ended_at === null
			? []
			: [{ type: "EndStep", details: { ended_at: iso(truth.ended_at) } }];
	const history = [{ type: "WorkflowStarted", details: {} }, ...steps, ...end];
	return ok({
		data: {
			name: "A workflow",
			status: truth.ended_at === null ? "in_progress" : "complete",
			ended_at: iso(truth.ended_at),
			history,
		},
	});
}

/** `GET /rest/v1.0/me`: a bare object with an integer id. */
export function meReply(plan: WorldPlan, personId: string): HttpResponseData {
	if (plan.variants.me === "hidden") return refusalReply(403);
	const { id, login, name } = person(plan, personId);
	return ok({
		id: plan.variants.me === "same_id" ? Number(id) : Number(id) + 90_000,
		login,
		name,
	});
}

function ok(data: unknown): HttpResponseData {
	return { status: 200, headers: {}, data };
}

function shownStep(plan: WorldPlan, step: StepOccurrence): unknown {
	const { name, options, assignees } = plannedStep(plan, step);
	const rows = assignees.filter(
		({ person_id }) =>
			!step.removed.includes(person_id) || answer(step, person_id) !== null,
	);
	return {
		id: step.id,
		step_uuid: uuid(step),
		name,
		started_at: iso(step.started_at),
		overdue_at: null,
		available_response_options: options,
		response_occurrences: rows.map(({ person_id, required }, index) => {
			// Of two rows of one person, the answer stands in the first.
			const first =
				rows.findIndex((row) => row.person_id === person_id) === index;
			const given = first ? answer(step, person_id) : null;
			return {
				submitted_at: iso(given?.at ?? null),
				selected_response_option:
					options.find(({ id }) => id === given?.option_id) ?? null,
				comment: given?.comment ?? null,
				attachments: [],
				assignee: {
					...person(plan, person_id),
					company: { name: "A company" },
					required,
				},
			};
		}),
	};
}

function pastStep(plan: WorldPlan, step: StepOccurrence): unknown {
	const { name, decision_type, options, assignees } = plannedStep(plan, step);
	const { history_ids, history_options } = plan.variants;
	const waiting = assignees.filter(
		({ person_id }) =>
			!step.removed.includes(person_id) && answer(step, person_id) === null,
	);
	return {
		type: "ResponseStep",
		details: {
			id: history_ids === "equal" ? step.id : `h${step.id}`,
			uuid: uuid(step),
			name,
			started_at: iso(step.started_at),
			ended_at: iso(step.ended_at),
			due_date: null,
			decision_type,
			responses: [
				...step.responses.map((given) => ({
					...person(plan, given.person_id),
					required: true,
					...told(plan, step, given),
				})),
				...waiting.map(({ person_id, required }) => ({
					...person(plan, person_id),
					required,
					...untold,
				})),
			],
			available_response_options: history_options === "listed" ? options : null,
			override:
				step.overridden_by === null
					? null
					: {
							overridden_by: person(plan, step.overridden_by),
							override_reason: null,
						},
		},
	};
}

const untold = {
	response_id: null,
	response: null,
	response_type: null,
	comment: null,
	responded_at: null,
};

function told(
	plan: WorldPlan,
	step: StepOccurrence,
	{ option_id, comment, at }: StoredResponse,
): object {
	const option = plannedStep(plan, step).options.find(
		({ id }) => id === option_id,
	);
	return {
		response_id: "1",
		response: option?.name ?? null,
		response_type: option?.response_type ?? null,
		comment,
		responded_at: iso(at),
	};
}

function answer(step: StepOccurrence, personId: string): StoredResponse | null {
	return step.responses.find(({ person_id }) => person_id === personId) ?? null;
}

/** The template step's uuid: a step that comes round again has the same. */
function uuid(step: StepOccurrence): string {
	return `step-${step.index}`;
}

function iso(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
