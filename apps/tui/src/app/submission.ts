import {
	type Instance,
	type Outcome,
	outcomeTraits,
	type Submission,
} from "@signoff/core";
import { buildSubmission, waitingStepId } from "../model/waiting-step.ts";
import { noEffects, type Transition } from "./messages.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { selectedOption } from "./screens/option/state.ts";
import { newSending } from "./screens/sending/state.ts";
import type { AppState, ResponseFlow } from "./state.ts";
import { screenBodySize } from "./ui/page.ts";

/** Submits the response. */
export function submit(state: AppState): Transition {
	const { flow } = state;
	if (flow === null) return noEffects(state);
	const { waitingStep, comment } = flow;
	const option = selectedOption(flow.option, waitingStep.step);
	if (option === null) return noEffects(state);
	const submission = buildSubmission(waitingStep, option, comment.text);
	return startSending(state, flow, submission, waitingStep.instance);
}

/** Sends the same submission again. The instance is not passed on: it may have changed. */
export function resubmit(state: AppState): Transition {
	const { flow } = state;
	return flow === null || flow.outcome === null
		? noEffects(state)
		: startSending(state, flow, flow.outcome.submission, null);
}

function startSending(
	state: AppState,
	flow: ResponseFlow,
	submission: Submission,
	instance: Instance | null,
): Transition {
	const sending = newSending(submission, state.now);
	return {
		state: {
			...state,
			screen: "sending",
			flow: { ...flow, sending, outcome: null },
		},
		effects: [{ kind: "submit", submission, instance }],
	};
}

/** Stores the outcome of the submission, and shows it. */
export function storeOutcome(state: AppState, outcome: Outcome): AppState {
	const { flow, inbox, overlay, completed } = state;
	if (flow === null || flow.sending === null) return state;
	const { waitingStep, sending } = flow;
	const { submission } = sending;
	return {
		...state,
		inbox: outcomeTraits[outcome.kind].stepStillOpen
			? inbox
			: reduceInbox(
					inbox,
					{ kind: "step_answered", id: waitingStepId(waitingStep) },
					inboxHeight(screenBodySize(state.size)),
				),
		overlay: overlay === "confirm_quit" ? null : overlay,
		screen: "outcome",
		flow: {
			...flow,
			sending: null,
			outcome: { submission, outcome, top: 0 },
		},
		completed: [...completed, { waitingStep, submission, outcome }],
	};
}
