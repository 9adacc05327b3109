import type { HttpResponseData } from "@signoff/core";
import { refusalReply } from "./refusal-reply.ts";
import { isoTime, stepUuid } from "./reply-fields.ts";
import {
	currentStep,
	plannedStep,
	responseBy,
	type ServerState,
	type StepOccurrence,
} from "./server-state.ts";
import { findPerson, type WorldPlan } from "./world.ts";

/** Reply to `GET …/instances/{id}`. */
export function instanceReply(
	plan: WorldPlan,
	state: ServerState,
): HttpResponseData {
	if (plan.variants.instance === "hidden") return refusalReply(403);
	const step = currentStep(state);
	const data = {
		id: plan.instance_id,
		tool_type: "requisition",
		tool_subtype: null,
		item_id: "483",
		started_at: isoTime(state.occurrences[0]?.started_at ?? null),
		ended_at: isoTime(state.ended_at),
		current_step_occurrence: step === null ? null : stepFields(plan, step),
		template_version_id: "1",
	};
	return { status: 200, headers: {}, data: { data } };
}

function stepFields(plan: WorldPlan, step: StepOccurrence): unknown {
	const { name, options, assignees } = plannedStep(plan, step);
	const rows = assignees.filter(
		({ person_id }) =>
			!step.removed.includes(person_id) || responseBy(step, person_id) !== null,
	);
	return {
		id: step.id,
		step_uuid: stepUuid(step),
		name,
		started_at: isoTime(step.started_at),
		overdue_at: null,
		available_response_options: options,
		response_occurrences: rows.map(({ person_id, required }, index) => {
			// If one person has two rows, the first one shows the response.
			const first =
				rows.findIndex((row) => row.person_id === person_id) === index;
			const response = first ? responseBy(step, person_id) : null;
			return {
				submitted_at: isoTime(response?.at ?? null),
				selected_response_option:
					options.find(({ id }) => id === response?.option_id) ?? null,
				comment: response?.comment ?? null,
				attachments: [],
				assignee: {
					...findPerson(plan, person_id),
					company: { name: "A company" },
					required,
				},
			};
		}),
	};
}
