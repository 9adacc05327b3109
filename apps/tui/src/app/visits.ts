import { waitingStepId } from "../model/waiting-step.ts";
import { batchKey } from "./model/batch.ts";
import { entriesToConfirm } from "./model/outbox-view.ts";
import type { AppState } from "./state.ts";

/** What a person sees and decides about: the screen or overlay, and its subject. */
type Shown = { place: string; subject: unknown };

/** Counts the screens that are shown. The same screen with another subject counts as another one. */
export function countVisits(initial: AppState): {
	/** The number of the screen that a state shows. Every change of the state must be passed. */
	visitOf: (state: AppState) => number;
} {
	let shown = shownBy(initial);
	let visit = 0;
	return {
		visitOf: (state) => {
			const next = shownBy(state);
			if (next.place !== shown.place || next.subject !== shown.subject) visit++;
			shown = next;
			return visit;
		},
	};
}

function shownBy(state: AppState): Shown {
	const { overlay, flow } = state;
	const subject =
		overlay === "confirm_stale"
			? entriesToConfirm(state.outbox, state.now)[0]?.id
			: subjectOf(state);
	return { place: overlay ?? flow.screen, subject };
}

/** A read that changes nothing keeps the subject. One that changes what the review shows makes it another one. */
function subjectOf({ flow, me, knownFiles }: AppState): unknown {
	switch (flow.kind) {
		case "browsing":
			return null;
		case "choosing":
			return waitingStepId(flow.waitingStep);
		case "answering": {
			const id = waitingStepId(flow.waitingStep);
			return flow.screen === "review"
				? JSON.stringify([
						id,
						flow.waitingStep.step,
						flow.option.selected,
						me,
						flow.attached,
						flow.attached.files.map((path) => knownFiles[path]),
					])
				: id;
		}
		case "batch": {
			const { screen, batch, batch_option, batch_comment } = flow;
			const key = batchKey(batch);
			return screen === "batch_comment"
				? `${key} ${batch_comment.mode} ${batch_comment.index}`
				: screen === "batch_summary"
					? JSON.stringify([key, batch_option.selected])
					: key;
		}
		case "batch_sent":
			return flow.batch_result.sent;
		case "sending":
			return flow.sending.entryId;
		case "done":
			return flow.outcome.outcome;
	}
}
