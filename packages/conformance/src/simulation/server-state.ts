import {
	advanceWorkflow,
	decide,
	type Outcome,
	type StepState,
	type Submission,
} from "@signoff/core";
import { type PlannedStep, person, type WorldPlan } from "./world.ts";

/** A response on record in a world. `origin` names the message that put it there. */
export type StoredResponse = {
	person_id: string;
	option_id: string;
	comment: string | null;
	at: number;
	origin: string;
};

/** A step occurrence of a world. Times in Unix milliseconds. */
export type StepOccurrence = {
	id: string;
	/** The template step's place. */
	index: number;
	started_at: number;
	ended_at: number | null;
	/** People who were assigned and no longer are. */
	removed: string[];
	responses: StoredResponse[];
	/** The manager who decided instead. */
	overridden_by: string | null;
};

/** What a world's server holds. Never changed in place, so that a stale read can be served from an older one. */
export type ServerState = {
	occurrences: StepOccurrence[];
	ended_at: number | null;
};

/** A message as it arrives. */
export type IncomingResponse = {
	person_id: string;
	response: Submission["response"];
	at: number;
	origin: string;
};

const firstOccurrenceId = 1;

/** A world at its first step. */
export function initialState(at: number): ServerState {
	return {
		occurrences: [occurrence(0, firstOccurrenceId, at)],
		ended_at: null,
	};
}

/** The current step occurrence, or `null` once the instance has ended. */
export function currentStep({
	occurrences,
	ended_at,
}: ServerState): StepOccurrence | null {
	return ended_at === null ? (occurrences.at(-1) ?? null) : null;
}

/** What is on record for a person on a step occurrence. */
export function findResponse(
	truth: ServerState,
	occurrenceId: string,
	personId: string,
): StoredResponse | null {
	const at = truth.occurrences.find(({ id }) => id === occurrenceId);
	return at?.responses.find(({ person_id }) => person_id === personId) ?? null;
}

/** A message arrives: what core's rule says of it, and what the server holds afterwards. */
export function receiveResponse(
	plan: WorldPlan,
	truth: ServerState,
	{ person_id, response, at, origin }: IncomingResponse,
): { truth: ServerState; outcome: Outcome } {
	const named = truth.occurrences.find(
		({ id }) => id === response.current_step_occurrence_id,
	);
	const kept =
		plan.variants.comments === "kept"
			? (response.comment ?? null)
			: (response.comment ?? "").trim();
	const compared =
		plan.variants.comments === "trimmed"
			? { ...response, comment: kept }
			: response;
	const state = named === undefined ? null : stepState(plan, truth, named);
	const outcome = decide(state, person_id, { response: compared });
	if (outcome.kind !== "recorded" || named === undefined)
		return { truth, outcome };
	const answer = {
		person_id,
		option_id: response.selected_response_option_id,
		comment: kept,
		at,
		origin,
	};
	return {
		truth: advanced(
			plan,
			truth,
			{ ...named, responses: [...named.responses, answer] },
			at,
		),
		outcome,
	};
}

/** A manager ends the current step instead of its assignees. */
export function override(
	plan: WorldPlan,
	truth: ServerState,
	managerId: string,
	at: number,
): ServerState {
	const step = currentStep(truth);
	if (step === null) return truth;
	const ended = { ...step, ended_at: at, overridden_by: managerId };
	const index = step.index + 1;
	return follow(truth, ended, index < plan.steps.length ? index : null, at);
}

/** Somebody is no longer an assignee of the current step; an answer already given stays. */
export function removeAssignee(
	truth: ServerState,
	personId: string,
): ServerState {
	const step = currentStep(truth);
	return step === null
		? truth
		: replaceLast(truth, { ...step, removed: [...step.removed, personId] });
}

/** The template's step of an occurrence. */
export function plannedStep(
	plan: WorldPlan,
	{ index }: StepOccurrence,
): PlannedStep {
	const step = plan.steps[index];
	if (step === undefined)
		throw new RangeError(`The world has no step ${index}.`);
	return step;
}

function stepState(
	plan: WorldPlan,
	truth: ServerState,
	step: StepOccurrence,
): StepState {
	const { options, assignees } = plannedStep(plan, step);
	return {
		current: currentStep(truth)?.id === step.id,
		options,
		assignees: assignees
			.map(({ person_id }) => person_id)
			.filter((id) => !step.removed.includes(id)),
		responses: step.responses.map(({ person_id, option_id, comment, at }) => ({
			person: person(plan, person_id),
			option: options.find(({ id }) => id === option_id) ?? {
				id: option_id,
				name: "",
				response_type: null,
			},
			comment,
			submitted_at: new Date(at).toISOString(),
		})),
		overridden_by:
			step.overridden_by === null
				? undefined
				: [person(plan, step.overridden_by)],
	};
}

function advanced(
	plan: WorldPlan,
	truth: ServerState,
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
	if (next.kind === "waiting") return replaceLast(truth, step);
	return follow(
		truth,
		{ ...step, ended_at: at },
		next.kind === "moved" ? next.index : null,
		at,
	);
}

function follow(
	truth: ServerState,
	ended: StepOccurrence,
	index: number | null,
	at: number,
): ServerState {
	const past = replaceLast(truth, ended);
	if (index === null) return { ...past, ended_at: at };
	return {
		...past,
		occurrences: [
			...past.occurrences,
			occurrence(index, past.occurrences.length + firstOccurrenceId, at),
		],
	};
}

function replaceLast(truth: ServerState, step: StepOccurrence): ServerState {
	return { ...truth, occurrences: [...truth.occurrences.slice(0, -1), step] };
}

function occurrence(index: number, id: number, at: number): StepOccurrence {
	return {
		id: String(id),
		index,
		started_at: at,
		ended_at: null,
		removed: [],
		responses: [],
		overridden_by: null,
	};
}
