import {
	currentStep,
	override,
	plannedStep,
	receiveResponse,
	removeAssignee,
	type ServerState,
} from "./server-state.ts";
import { person, type WorldPlan } from "./world.ts";

/** Something that people do in a world besides the submission at hand. `option` is a place in the current step's list. */
export type ActorEvent =
	| {
			kind: "responds";
			person_id: string;
			option: number;
			comment: string | null;
	  }
	/** A manager, the last of the plan's people, decides the step instead. */
	| { kind: "overrides" }
	/** The one who answers, the first of the plan's people, is no longer an assignee of the current step. */
	| { kind: "removes_me" };

/** Who put an answer on record that no message of the settlement did. */
export const externalOrigin = "external";

/** The one who answers. */
export function respondentIdOf({ people }: WorldPlan): string {
	return people[0]?.id ?? "";
}

/** What the server holds after somebody did something. */
export function applyActorEvent(
	plan: WorldPlan,
	truth: ServerState,
	event: ActorEvent,
	at: number,
): ServerState {
	const step = currentStep(truth);
	if (step === null) return truth;
	switch (event.kind) {
		case "overrides":
			return override(
				plan,
				truth,
				person(plan, plan.people.at(-1)?.id ?? "").id,
				at,
			);
		case "removes_me":
			return removeAssignee(truth, respondentIdOf(plan));
		case "responds": {
			const selected_response_option_id =
				plannedStep(plan, step).options[event.option]?.id ?? "";
			const response = {
				current_step_occurrence_id: step.id,
				selected_response_option_id,
				comment: event.comment,
			};
			return receiveResponse(plan, truth, {
				person_id: event.person_id,
				response,
				at,
				origin: externalOrigin,
			}).truth;
		}
	}
}
