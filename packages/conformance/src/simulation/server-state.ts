import type { StepTemplate, WorldPlan } from "./world.ts";

/** A response on record in a world. `origin` names the request that put it there. */
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
	/** Index of the template's step. */
	index: number;
	started_at: number;
	ended_at: number | null;
	/** People who are no longer assigned. */
	removed: string[];
	responses: StoredResponse[];
	/** The manager who decided the step instead of its assignees. */
	overridden_by: string | null;
};

/** Everything that a world's server holds. Immutable, so that a stale read can be served from an older state. */
export type ServerState = {
	occurrences: StepOccurrence[];
	ended_at: number | null;
	/** Whether every new response is refused for now. */
	locked: boolean;
};

/** A world at its first step. */
export function initialState(at: number): ServerState {
	return {
		occurrences: [newOccurrence(0, 1, at)],
		ended_at: null,
		locked: false,
	};
}

/** An occurrence of the template's step `index` without responses. */
export function newOccurrence(
	index: number,
	id: number,
	at: number,
): StepOccurrence {
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

/** The current step occurrence, or `null` once the instance has ended. */
export function currentStep({
	occurrences,
	ended_at,
}: ServerState): StepOccurrence | null {
	return ended_at === null ? (occurrences.at(-1) ?? null) : null;
}

/** The response on record of a person on a step occurrence. */
export function findResponse(
	state: ServerState,
	occurrenceId: string,
	personId: string,
): StoredResponse | null {
	const step = state.occurrences.find(({ id }) => id === occurrenceId);
	return step === undefined ? null : responseBy(step, personId);
}

/** The response on record of a person on this step occurrence. */
export function responseBy(
	{ responses }: StepOccurrence,
	personId: string,
): StoredResponse | null {
	return responses.find(({ person_id }) => person_id === personId) ?? null;
}

/** The template's step of an occurrence. */
export function plannedStep(
	plan: WorldPlan,
	{ index }: StepOccurrence,
): StepTemplate {
	const step = plan.steps[index];
	if (step === undefined)
		throw new RangeError(`The world has no step ${index}.`);
	return step;
}
