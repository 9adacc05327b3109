import type { HttpResponseData } from "@signoff/core";
import { type ShownRow, withBrokenRows } from "./broken-rows.ts";
import { displayComment } from "./comment-display.ts";
import { shownPerson } from "./person-keys.ts";
import { refusalReply } from "./refusal-reply.ts";
import { shownTime, stepUuid } from "./reply-fields.ts";
import { listedOptions, shownLabel, shownType } from "./response-labels.ts";
import {
	currentStep,
	plannedStep,
	responseBy,
	type ServerState,
	type StepOccurrence,
	type StoredResponse,
} from "./server-state.ts";
import { findPerson, type WorldPlan } from "./world.ts";

/** Reply to `GET …/workflows/instances/{id}/history`. */
export function historyReply(
	plan: WorldPlan,
	state: ServerState,
): HttpResponseData {
	const { history, history_times } = plan.variants;
	if (history === "hidden") return refusalReply(403);
	const current = currentStep(state);
	const steps =
		history === "empty"
			? []
			: state.occurrences
					.filter((step) => history === "shown" || step !== current)
					.map((step) => stepEntry(plan, step));
	const ended_at = shownTime(state.ended_at, history_times);
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
	const { name, decision_type, options } = plannedStep(plan, step);
	const { history_ids, history_times } = plan.variants;
	return {
		type: "ResponseStep",
		details: {
			id: history_ids === "equal" ? step.id : `h${step.id}`,
			uuid: stepUuid(step),
			name,
			started_at: shownTime(step.started_at, history_times),
			ended_at: shownTime(step.ended_at, history_times),
			due_date: null,
			decision_type,
			responses: withBrokenRows(plan, stepRows(plan, step), (row) => ({
				...(row as object),
				id: null,
				login: null,
				name: null,
			})),
			available_response_options: listedOptions(plan, options),
			override:
				step.overridden_by === null
					? null
					: {
							overridden_by: shownPerson(findPerson(plan, step.overridden_by)),
							override_reason: null,
						},
		},
	};
}

/** The answered rows, then the others. The second row of one person is shown as the instance shows it. */
function stepRows(plan: WorldPlan, step: StepOccurrence): ShownRow[] {
	const { assignees } = plannedStep(plan, step);
	const { duplicate_rows } = plan.variants;
	const answered = step.responses.flatMap((response) => {
		const { person_id } = response;
		const row = (of: StoredResponse | null): ShownRow =>
			shownRow(plan, step, person_id, true, of);
		const isTwice =
			duplicate_rows !== "first" &&
			assignees.filter((each) => each.person_id === person_id).length > 1;
		if (!isTwice) return [row(response)];
		return [row(duplicate_rows === "both" ? response : null), row(response)];
	});
	const waiting = assignees
		.filter(
			({ person_id }) =>
				!step.removed.includes(person_id) &&
				responseBy(step, person_id) === null,
		)
		.map(({ person_id, required }) =>
			shownRow(plan, step, person_id, required, null),
		);
	return [...answered, ...waiting];
}

function shownRow(
	plan: WorldPlan,
	step: StepOccurrence,
	person_id: string,
	required: boolean,
	response: StoredResponse | null,
): ShownRow {
	const person = findPerson(plan, person_id);
	const row = {
		...shownPerson(person, person.history_row),
		required,
		...responseFields(plan, step, response),
	};
	return { person_id, answered: response !== null, row };
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
	response: StoredResponse | null,
): Record<keyof typeof noResponse, string | number | null> {
	const { row_options, history_comments, history_times } = plan.variants;
	const { options } = plannedStep(plan, step);
	if (response === null)
		return row_options === "draft"
			? { ...noResponse, response: options[0]?.name ?? null }
			: noResponse;
	const option = options.find(({ id }) => id === response.option_id);
	const label =
		option === undefined || row_options === "no_option"
			? null
			: shownLabel(plan, option.name);
	return {
		response_id: "1",
		response: label,
		response_type: shownType(plan, option?.response_type ?? null),
		comment: displayComment(response.comment, history_comments),
		responded_at: shownTime(response.at, history_times),
	};
}
