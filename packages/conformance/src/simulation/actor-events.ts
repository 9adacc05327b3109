import { receiveResponse } from "./receive-response.ts";
import { currentStep, plannedStep, type ServerState } from "./server-state.ts";
import { override, removeAssignee } from "./step-transitions.ts";
import { findPerson, type WorldPlan } from "./world.ts";

/** An action of a person, apart from the submission under test. `option` is an index into the current step's options. */
export type ActorEvent =
	| {
			kind: "responds";
			person_id: string;
			option: number;
			comment: string | null;
	  }
	/** A manager, the last of the plan's people, decides the step instead of its assignees. */
	| { kind: "overrides" }
	/** The respondent, the first of the plan's people, is removed from the assignees of the current step. */
	| { kind: "removes_me" }
	/** The item is locked: until it is unlocked, the server refuses every new response with 422. */
	| { kind: "locks" }
	| { kind: "unlocks" };

/** Origin of a response that no request of the settlement put on record. */
export const externalOrigin = "external";

/** The id of the respondent: the person whose submission is under test. */
export function respondentIdOf({ people }: WorldPlan): string {
	return people[0]?.id ?? "";
}

/** Returns the server's state after an event. */
export function applyActorEvent(
	plan: WorldPlan,
	state: ServerState,
	event: ActorEvent,
	at: number,
): ServerState {
	const step = currentStep(state);
	if (step === null) return state;
	switch (event.kind) {
		case "locks":
		case "unlocks":
			return { ...state, locked: event.kind === "locks" };
		case "overrides":
			return override(
				plan,
				state,
				findPerson(plan, plan.people.at(-1)?.id ?? "").id,
				at,
			);
		case "removes_me":
			return removeAssignee(state, respondentIdOf(plan));
		case "responds": {
			const selected_response_option_id =
				plannedStep(plan, step).options[event.option]?.id ?? "";
			const response = {
				current_step_occurrence_id: step.id,
				selected_response_option_id,
				comment: event.comment,
			};
			return receiveResponse(plan, state, {
				person_id: event.person_id,
				response,
				at,
				origin: externalOrigin,
			}).state;
		}
	}
}
