import type { HttpResponseData, ResponseOption } from "@signoff/core";
import { type ShownRow, withBrokenRows } from "./broken-rows.ts";
import { displayComment } from "./comment-display.ts";
import { shownPerson } from "./person-keys.ts";
import { refusalReply } from "./refusal-reply.ts";
import { shownTime, stepUuid } from "./reply-fields.ts";
import { offeredOptions, withoutName } from "./response-labels.ts";
import {
	currentStep,
	plannedStep,
	responseBy,
	type ServerState,
	type StepOccurrence,
	type StoredResponse,
} from "./server-state.ts";
import { findPerson, type Variants, type WorldPlan } from "./world.ts";

/** Reply to `GET …/workflows/instances/{id}`. */
export function instanceReply(
	plan: WorldPlan,
	state: ServerState,
): HttpResponseData {
	const { instance, instance_times } = plan.variants;
	if (instance === "hidden") return refusalReply(403);
	const step = currentStep(state);
	const startedAt = state.occurrences[0]?.started_at ?? null;
	const data = {
		id: plan.instance_id,
		tool_type: "requisition",
		tool_subtype: null,
		item_id: "483",
		started_at: shownTime(startedAt, instance_times),
		ended_at: shownTime(state.ended_at, instance_times),
		current_step_occurrence: step === null ? null : stepFields(plan, step),
		template_version_id: "1",
	};
	return { status: 200, headers: {}, data: { data } };
}

function stepFields(plan: WorldPlan, step: StepOccurrence): unknown {
	const { name, options } = plannedStep(plan, step);
	return {
		id: step.id,
		step_uuid: stepUuid(step),
		name,
		started_at: shownTime(step.started_at, plan.variants.instance_times),
		overdue_at: null,
		available_response_options: offeredOptions(plan, options),
		response_occurrences: withBrokenRows(plan, stepRows(plan, step), (row) => ({
			...(row as object),
			assignee: null,
		})),
	};
}

function stepRows(plan: WorldPlan, step: StepOccurrence): ShownRow[] {
	const { duplicate_rows, removed_rows } = plan.variants;
	const { assignees, options } = plannedStep(plan, step);
	const rows = assignees.filter(
		({ person_id }) =>
			!step.removed.includes(person_id) ||
			(removed_rows === "shown" && responseBy(step, person_id) !== null),
	);
	return rows.map(({ person_id, required }, index) => {
		const isSame = (row: { person_id: string }) => row.person_id === person_id;
		const answered =
			duplicate_rows === "both" ||
			index ===
				(duplicate_rows === "first"
					? rows.findIndex(isSame)
					: rows.findLastIndex(isSame));
		const response = answered ? responseBy(step, person_id) : null;
		const person = findPerson(plan, person_id);
		const row = {
			...responseFields(plan.variants, options, response),
			attachments: [],
			assignee: {
				...shownPerson(person, person.instance_row),
				company: { name: "A company" },
				required,
			},
		};
		return { person_id, answered: response !== null, row };
	});
}

function responseFields(
	{ instance_comments, instance_times, row_options }: Variants,
	options: ResponseOption[],
	response: StoredResponse | null,
): object {
	const [first] = options;
	if (response === null)
		return {
			submitted_at: null,
			selected_response_option: row_options === "draft" ? first : null,
			comment: null,
		};
	const option = options.find(({ id }) => id === response.option_id) ?? null;
	return {
		submitted_at: shownTime(response.at, instance_times),
		selected_response_option:
			option === null || row_options === "no_option"
				? null
				: row_options === "nameless"
					? withoutName(option)
					: option,
		comment: displayComment(response.comment, instance_comments),
	};
}
