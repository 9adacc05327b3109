import { type Outcome, outcomeTraits } from "@signoff/core";
import { answeredStepId } from "../model/waiting-step.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import { showResult } from "./answer-updates.ts";
import { outcomeNotice } from "./model/outbox-notice.ts";
import { noticeMs, updateInbox, withView } from "./outbox-view-updates.ts";
import { unfinished } from "./quit.ts";
import type { AppState } from "./state.ts";

/** Stores an outcome, and shows it if the person follows this answer. */
export function storeOutcome(
	state: AppState,
	entry: OutboxEntry,
	outcome: Outcome,
	isOwn = true,
): AppState {
	const { stepStillOpen, onRecord, retryable } = outcomeTraits[outcome.kind];
	const { outbox } = state;
	const follows = isFollowed(state, entry.id, outcome);
	const result = { entry, outcome, seen: onRecord };
	const results = outbox.results.filter((each) => each.entry.id !== entry.id);
	const stepId = answeredStepId(entry.submission);
	const answered = stepStillOpen
		? state
		: updateInbox(state, { kind: "step_answered", id: stepId });
	const stored = withView(
		{ ...answered, failure: null },
		{
			results: isOwn ? [...results, result] : results,
			entries: retryable
				? outbox.entries
				: outbox.entries.filter(({ id }) => id !== entry.id),
			notice:
				follows || isShown(state, entry.id)
					? null
					: outcomeNotice(entry, outcome, state.now + noticeMs),
		},
	);
	return withoutQuestion(follows ? showResult(stored, result) : stored);
}

function isShown({ flow }: AppState, id: string): boolean {
	return flow.kind === "done" && flow.outcome.entryId === id;
}

/** Whether the person follows an answer. An outcome that is shown already is not shown again with each try. */
function isFollowed({ flow }: AppState, id: string, outcome: Outcome): boolean {
	if (flow.kind === "sending") return flow.sending.entryId === id;
	if (flow.kind !== "done" || flow.outcome.entryId !== id) return false;
	const { kind } = flow.outcome.outcome;
	return kind !== outcome.kind || !outcomeTraits[kind].retryable;
}

/** The question whether to quit is answered once nothing is unfinished. */
export function withoutQuestion(state: AppState): AppState {
	return state.overlay === "confirm_quit" && unfinished(state) === null
		? { ...state, overlay: null }
		: state;
}
