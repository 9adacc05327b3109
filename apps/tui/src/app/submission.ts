import {
	type Instance,
	type Outcome,
	outcomeTraits,
	type Submission,
} from "@signoff/core";
import {
	buildSubmission,
	type WaitingStep,
	waitingStepId,
} from "../model/waiting-step.ts";
import { dropDraft, keepDraft } from "./drafts.ts";
import { initialStates } from "./initial-states.ts";
import { noEffects, type Transition } from "./messages.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import type { AppState } from "./state.ts";
import { screenBodySize } from "./ui/page.ts";

/** Submits the response. Its draft is kept until it is on record or can no longer be sent. */
export function submit(state: AppState): Transition {
	const { flow } = state;
	if (flow.kind !== "answering") return noEffects(state);
	const { waitingStep, option, comment } = flow;
	const submission = buildSubmission(
		waitingStep,
		option.selected,
		comment.text,
	);
	return startSending(
		keepDraft(state),
		waitingStep,
		submission,
		waitingStep.instance,
	);
}

/** Sends the same submission again. The instance is not passed on: it may have changed. */
export function resubmit(state: AppState): Transition {
	const { flow } = state;
	return flow.kind === "done"
		? startSending(state, flow.waitingStep, flow.outcome.submission, null)
		: noEffects(state);
}

function startSending(
	state: AppState,
	waitingStep: WaitingStep,
	submission: Submission,
	instance: Instance | null,
): Transition {
	return {
		state: {
			...state,
			flow: {
				...initialStates("sending", { submission, now: state.now }),
				kind: "sending",
				screen: "sending",
				waitingStep,
			},
		},
		effects: [{ kind: "submit", submission, instance }],
	};
}

/** Stores the outcome of the submission, and shows it. */
export function storeOutcome(state: AppState, outcome: Outcome): AppState {
	const { flow, inbox, overlay, completed } = state;
	if (flow.kind !== "sending") return state;
	const { waitingStep, sending } = flow;
	const { submission } = sending;
	const { stepStillOpen } = outcomeTraits[outcome.kind];
	return {
		...(stepStillOpen ? state : dropDraft(state, waitingStep)),
		failure: null,
		inbox: stepStillOpen
			? inbox
			: reduceInbox(
					inbox,
					{ kind: "step_answered", id: waitingStepId(waitingStep) },
					inboxHeight(screenBodySize(state.size)),
				),
		overlay: overlay === "confirm_quit" ? null : overlay,
		flow: {
			...initialStates("done", { submission, outcome }),
			kind: "done",
			screen: "outcome",
			waitingStep,
		},
		completed: [...completed, { waitingStep, submission, outcome }],
	};
}
