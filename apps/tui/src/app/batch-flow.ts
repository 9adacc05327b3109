import {
	answeredStepId,
	buildSubmission,
	itemName,
	stepId,
	type WaitingStep,
	waitingStepId,
} from "../model/waiting-step.ts";
import type { StoredDraft } from "../outbox/draft.ts";
import { showEntry, showResult } from "./answer-updates.ts";
import { keepDraft, storedDrafts } from "./drafts.ts";
import { type FlowDuring, tableOf } from "./flow.ts";
import { initialStates } from "./initial-states.ts";
import { type Answer, noEffects, type Transition } from "./messages.ts";
import { type Batch, batchItem } from "./model/batch.ts";
import type { SentBatch } from "./model/batch-rows.ts";
import { entryForStep, entryOf, unseenForStep } from "./model/outbox-view.ts";
import { withNotice, withView } from "./outbox-view-updates.ts";
import { batchComments } from "./screens/batch-comment/state.ts";
import { sendingWay } from "./screens/batch-summary/view.ts";
import { selectedIds } from "./screens/inbox/marks.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import type { AppState } from "./state.ts";
import { optionIndex } from "./ui/option-letters.ts";
import { screenBodySize } from "./ui/page.ts";

/** Lists the marked steps; one option is chosen for all. */
export function openBatch(state: AppState): Transition {
	const ids = selectedIds(state.inbox);
	const rows = state.inbox.rows.filter(({ id }) => ids.has(id));
	return noEffects(
		showBatch(
			state,
			rows.map(({ waitingStep }) => waitingStep),
		),
	);
}

/** Lists the steps that match the filter, and marks exactly these. */
export function openBatchOfAll(state: AppState): Transition {
	const inbox = reduceInbox(
		state.inbox,
		{ kind: "all_marked" },
		inboxHeight(screenBodySize(state.size)),
	);
	return openBatch({ ...state, inbox });
}

/** Steps whose answer is not settled, or was not seen, are left out. */
function showBatch(state: AppState, marked: WaitingStep[]): AppState {
	const steps = marked.filter((step) => {
		const id = waitingStepId(step);
		return (
			entryForStep(state.outbox, id) === null &&
			unseenForStep(state.outbox, id) === null
		);
	});
	if (steps.length === 0)
		return withNotice(state, "No step is marked that can be answered now.");
	const kept = keepDraft(state);
	const items = steps.map((step) =>
		batchItem(step, kept.drafts[waitingStepId(step)]),
	);
	const batch: Batch = { items, leftOut: marked.length - steps.length };
	return {
		...kept,
		flow: {
			...initialStates("batch", batch),
			kind: "batch",
			screen: "batch_option",
			batch,
		},
	};
}

/** The same batch with an option that its key chooses. Nothing changes if no option that all share has this key. */
export function chooseForAll(state: AppState, key: string): Transition {
	const opened = openBatch(state);
	const { flow } = opened.state;
	if (flow.kind !== "batch") return opened;
	const { offered } = flow.batch_option;
	const index = optionIndex(key, offered);
	const selected = index === null ? null : (offered[index] ?? null);
	const batch_option = { ...flow.batch_option, selected };
	return noEffects({ ...opened.state, flow: { ...flow, batch_option } });
}

/** Puts the answers into the outbox, unless a guardrail forbids it. */
export function submitBatch(state: AppState): Transition {
	const { flow, outbox } = state;
	if (flow.kind !== "batch") return noEffects(state);
	if (outbox.status.kind === "failed")
		return noEffects({ ...state, overlay: "outbox_problem" });
	if (sendingWay({ ...state, ...flow }) === "refused") return noEffects(state);
	return { state, effects: [{ kind: "hold_all", answers: answersOf(flow) }] };
}

function answersOf({
	batch,
	batch_option: { selected },
	batch_comment,
}: FlowDuring<"batch">): Answer[] {
	const comments = batchComments(batch_comment);
	return batch.items.flatMap(({ waitingStep, attached }, index) => {
		const option = selected?.options[index];
		if (option === undefined) return [];
		return [
			{
				submission: buildSubmission(
					waitingStep,
					option,
					comments[index] ?? "",
					attached.attachments,
				),
				names: {
					item: itemName(waitingStep),
					step_name: waitingStep.step.name,
					option: option.name,
				},
				instance: waitingStep.instance,
				files: attached.files,
			},
		];
	});
}

/** The answers are in the outbox: the table shows how each stands. Nothing is marked any more. */
export function batchHeld(state: AppState, sent: SentBatch): AppState {
	const { flow } = state;
	const answered = new Map(
		(flow.kind === "batch" ? flow.batch.items : []).map(({ waitingStep }) => [
			waitingStepId(waitingStep),
			waitingStep,
		]),
	);
	const ids = sent.entries.map(({ submission }) => answeredStepId(submission));
	const steps = { ...state.outbox.steps };
	const drafts = { ...state.drafts };
	for (const id of ids) {
		const step = answered.get(id);
		if (step !== undefined) steps[id] = step;
		delete drafts[id];
	}
	const unmarked = reduceInbox(
		state.inbox,
		{ kind: "marks_cleared" },
		inboxHeight(screenBodySize(state.size)),
	);
	const held = withView(
		{ ...state, drafts, inbox: unmarked, lastBatch: sent },
		{ steps, notice: null },
	);
	return showSentBatch(held, sent);
}

/** Shows the table of a batch. */
export function showSentBatch(state: AppState, sent: SentBatch): AppState {
	return {
		...keepDraft(state),
		flow: {
			...initialStates("batch_sent", { sent }),
			kind: "batch_sent",
			screen: "batch_result",
		},
	};
}

/** Shows the table again that an answer was opened from, at the same row. */
export function backToTable(state: AppState): AppState {
	const table = tableOf(state.flow);
	if (table === null) return state;
	const shown = showSentBatch(state, table.sent);
	const { flow } = shown;
	return flow.kind === "batch_sent"
		? { ...shown, flow: { ...flow, batch_result: table } }
		: shown;
}

/** Shows the summary again, with the answers that were taken back. */
export function batchTakenBack(
	state: AppState,
	{ drafts, late }: { drafts: readonly StoredDraft[]; late: number },
): AppState {
	const lateText =
		late === 0 ? "" : ` ${late} others were too late: they are being sent.`;
	const kept = keepDraft(state);
	const known = { ...kept.drafts, ...storedDrafts(drafts) };
	const steps = drafts.flatMap(({ step }) => stepOf(kept, stepId(step)) ?? []);
	const back = { ...kept, drafts: known };
	if (steps.length === 0)
		return withNotice(back, `Nothing was taken back.${lateText}`);
	const opened = showBatch(back, steps);
	const text = `${drafts.length} taken back: they are drafts, and were not sent.${lateText}`;
	return withNotice(reselected(opened, drafts), text);
}

function stepOf(
	{ outbox, inbox }: AppState,
	id: string,
): WaitingStep | undefined {
	return (
		inbox.rows.find((row) => row.id === id)?.waitingStep ?? outbox.steps[id]
	);
}

/** The summary with the option of the drafts, if all steps still offer it. */
function reselected(state: AppState, drafts: readonly StoredDraft[]): AppState {
	const { flow } = state;
	if (flow.kind !== "batch") return state;
	const chosen = new Map(
		drafts.map(({ step, draft }) => [stepId(step), draft.option_id]),
	);
	const selected =
		flow.batch_option.offered.find(({ options }) =>
			flow.batch.items.every(
				({ waitingStep }, index) =>
					chosen.get(waitingStepId(waitingStep)) === options[index]?.id,
			),
		) ?? null;
	if (selected === null) return state;
	return {
		...state,
		flow: {
			...flow,
			batch_option: { ...flow.batch_option, selected },
			screen: "batch_summary",
		},
	};
}

/** Shows an answer of a batch: its progress, or its outcome. */
export function openEntry(state: AppState, id: string): Transition {
	const entry = entryOf(state.outbox, id);
	if (entry !== null) return noEffects(showEntry(state, entry));
	const result = state.outbox.results.find((each) => each.entry.id === id);
	return noEffects(
		result === undefined ? state : withView(showResult(state, result), {}),
	);
}

/** Sends the answers of the batch that is shown now. */
export function sendBatchNow(state: AppState): Transition {
	const { flow } = state;
	if (flow.kind !== "batch_sent") return noEffects(state);
	const ids = flow.batch_result.sent.entries
		.map(({ id }) => id)
		.filter((id) => entryOf(state.outbox, id)?.state.kind === "held");
	return { state, effects: [{ kind: "send_all_now", ids }] };
}
