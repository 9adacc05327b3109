import {
	decide,
	type Outcome,
	type StepState,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import {
	currentStep,
	plannedStep,
	responseBy,
	type ServerState,
	type StepOccurrence,
	type StoredResponse,
} from "./server-state.ts";
import { advanceStep } from "./step-transitions.ts";
import { findPerson, type WorldPlan } from "./world.ts";

/** A response as a request brings it to the server. */
export type IncomingResponse = {
	person_id: string;
	response: Submission["response"];
	at: number;
	origin: string;
};

/** Decides an incoming response by core's rule. Returns the outcome and the state afterwards. */
export function receiveResponse(
	plan: WorldPlan,
	state: ServerState,
	{ person_id, response, at, origin }: IncomingResponse,
): { state: ServerState; outcome: Outcome } {
	const named = state.occurrences.find(
		({ id }) => id === response.current_step_occurrence_id,
	);
	const stored =
		plan.variants.comments === "kept"
			? (response.comment ?? null)
			: (response.comment ?? "").trim();
	const compared =
		plan.variants.comments === "trimmed"
			? { ...response, comment: stored }
			: response;
	const step = named === undefined ? null : stepState(plan, state, named);
	const decided = decide(step, person_id, { response: compared });
	const outcome = refusalOfServer(plan, state, named, decided, {
		person_id,
		comment: response.comment ?? null,
	});
	if (outcome.kind !== "recorded" || named === undefined)
		return { state, outcome };
	const recorded = {
		person_id,
		option_id: response.selected_response_option_id,
		comment: stored,
		at,
		origin,
	};
	const responses = [...named.responses, recorded];
	return {
		state: advanceStep(plan, state, { ...named, responses }, at),
		outcome,
	};
}

/** The outcome that core's rule decides, unless this server has another reason to refuse the response. */
function refusalOfServer(
	{ variants }: WorldPlan,
	{ locked }: ServerState,
	step: StepOccurrence | undefined,
	decided: Outcome,
	{ person_id, comment }: Pick<StoredResponse, "person_id" | "comment">,
): Outcome {
	if (locked && decided.kind === "recorded")
		return outcomes.invalid([itemLocked]);
	if (decided.kind !== "unchanged" || variants.empty_comments === "one")
		return decided;
	const recorded = step && responseBy(step, person_id);
	if (!recorded || recorded.comment === comment || comment) return decided;
	const on_record = {
		option: { id: recorded.option_id, name: "", response_type: null },
		comment: recorded.comment,
		submitted_at: null,
	};
	return outcomes.conflict(on_record, ["comment"]);
}

const itemLocked = {
	code: "item_locked",
	path: [],
	message: "The item is locked.",
};

/** A step occurrence in the form that core's rule takes. */
function stepState(
	plan: WorldPlan,
	state: ServerState,
	step: StepOccurrence,
): StepState {
	const { options, assignees } = plannedStep(plan, step);
	return {
		current: currentStep(state)?.id === step.id,
		options,
		assignees: assignees
			.map(({ person_id }) => person_id)
			.filter((id) => !step.removed.includes(id)),
		responses: step.responses.map(({ person_id, option_id, comment, at }) => ({
			person: findPerson(plan, person_id),
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
				: [findPerson(plan, step.overridden_by)],
	};
}
