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

function shownBy({ overlay, flow }: AppState): Shown {
	return { place: overlay ?? flow.screen, subject: subjectOf(flow) };
}

function subjectOf(flow: AppState["flow"]): unknown {
	switch (flow.kind) {
		case "browsing":
			return null;
		case "choosing":
		case "answering":
			return flow.waitingStep;
		case "sending":
			return flow.sending.submission;
		case "done":
			return flow.outcome.outcome;
	}
}
