import { advanceWorkflow } from "@signoff/core";
import {
	currentStep,
	newOccurrence,
	plannedStep,
	type ServerState,
	type StepOccurrence,
} from "./server-state.ts";
import type { WorldPlan } from "./world.ts";

/** A manager ends the current step instead of its assignees. */
export function override(
	plan: WorldPlan,
	state: ServerState,
	managerId: string,
	at: number,
): ServerState {
	const step = currentStep(state);
	if (step === null) return state;
	const ended = { ...step, ended_at: at, overridden_by: managerId };
	const index = step.index + 1;
	return startNext(state, ended, index < plan.steps.length ? index : null, at);
}

/** Removes a person from the assignees of the current step. A response already given stays on record. */
export function removeAssignee(
	state: ServerState,
	personId: string,
): ServerState {
	const step = currentStep(state);
	return step === null
		? state
		: replaceLast(state, { ...step, removed: [...step.removed, personId] });
}

/** Stores the current step with its new response, and moves the workflow on if core's rule says so. */
export function advanceStep(
	plan: WorldPlan,
	state: ServerState,
	step: StepOccurrence,
	at: number,
): ServerState {
	const rule = plannedStep(plan, step);
	const votes = step.responses.map(({ person_id, option_id }) => ({
		person_id,
		response_type:
			rule.options.find(({ id }) => id === option_id)?.response_type ?? null,
	}));
	const assignees = rule.assignees.filter(
		({ person_id }) => !step.removed.includes(person_id),
	);
	const next = advanceWorkflow(
		{ ...rule, assignees },
		votes,
		step.index,
		plan.steps.length,
	);
	if (next.kind === "waiting") return replaceLast(state, step);
	return startNext(
		state,
		{ ...step, ended_at: at },
		next.kind === "moved" ? next.index : null,
		at,
	);
}

/** Starts the template's step `index` after one that ended; `null` ends the instance. */
function startNext(
	state: ServerState,
	ended: StepOccurrence,
	index: number | null,
	at: number,
): ServerState {
	const past = replaceLast(state, ended);
	if (index === null) return { ...past, ended_at: at };
	const id = past.occurrences.length + 1;
	return {
		...past,
		occurrences: [...past.occurrences, newOccurrence(index, id, at)],
	};
}

function replaceLast(state: ServerState, step: StepOccurrence): ServerState {
	return { ...state, occurrences: [...state.occurrences.slice(0, -1), step] };
}
