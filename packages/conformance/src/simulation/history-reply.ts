import type { HttpResponseData } from "@signoff/core";
import { refusalReply } from "./refusal-reply.ts";
import { isoTime, stepUuid } from "./reply-fields.ts";
import {
	plannedStep,
	responseBy,
	type ServerState,
	type StepOccurrence,
	type StoredResponse,
} from "./server-state.ts";
import { findPerson, type WorldPlan } from "./world.ts";

/** Reply to `GET …/instances/{id}/history`. */
export function historyReply(
	plan: WorldPlan,
	state: ServerState,
): HttpResponseData {
	if (plan.variants.history === "hidden") return refusalReply(403);
	const steps =
		plan.variants.history === "empty"
			? []
			: state.occurrences.map((step) => stepEntry(plan, step));
	const ended_at = isoTime(state.ended_at);
	const end =
		state.ended_at === null ? [] : [{ type: "EndStep", details: { ended_at } }];
	const data = {
		name: "A workflow",
		status: state.ended_at === null ? "in_progress" : "complete",
		ended_at,
		history: [{ type: "WorkflowStarted", details: {} }, ...steps, ...end],
	};
	return { status: 200, headers: {}, data: { data } };
}

function stepEntry(plan: WorldPlan, step: StepOccurrence): unknown {
	const { name, decision_type, options, assignees } = plannedStep(plan, step);
	const { history_ids, history_options } = plan.variants;
	const waiting = assignees.filter(
		({ person_id }) =>
			!step.removed.includes(person_id) && responseBy(step, person_id) === null,
	);
	return {
		type: "ResponseStep",
		details: {
			id: history_ids === "equal" ? step.id : `h${step.id}`,
			uuid: stepUuid(step),
			name,
			started_at: isoTime(step.started_at),
			ended_at: isoTime(step.ended_at),
			due_date: null,
			decision_type,
			responses: [
				...step.responses.map((response) => ({
					...findPerson(plan, response.person_id),
					required: true,
					...responseFields(plan, step, response),
				})),
				...waiting.map(({ person_id, required }) => ({
					...findPerson(plan, person_id),
					required,
					...noResponse,
				})),
			],
			available_response_options: history_options === "listed" ? options : null,
			override:
				step.overridden_by === null
					? null
					: {
							overridden_by: findPerson(plan, step.overridden_by),
							override_reason: null,
						},
		},
	};
}

const noResponse = {
	response_id: null,
	response: null,
	response_type: null,
	comment: null,
	responded_at: null,
};

function responseFields(
	plan: WorldPlan,
	step: StepOccurrence,
	{ option_id, comment, at }: StoredResponse,
): Record<keyof typeof noResponse, string | null> {
	const option = plannedStep(plan, step).options.find(
		({ id }) => id === option_id,
	);
	return {
		response_id: "1",
		response: option?.name ?? null,
		response_type: option?.response_type ?? null,
		comment,
		responded_at: isoTime(at),
	};
}
