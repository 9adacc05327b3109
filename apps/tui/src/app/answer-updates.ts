import {
	answeredStepId,
	buildSubmission,
	itemName,
	waitingStepId,
} from "../model/waiting-step.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import { keepDraft } from "./drafts.ts";
import { tableOf } from "./flow.ts";
import { initialStates } from "./initial-states.ts";
import { noEffects, type Transition } from "./messages.ts";
import type { SentBatch } from "./model/batch-rows.ts";
import {
	canTakeBack,
	type EntryResult,
	entryOf,
	newestHeld,
	type OutboxView,
	stepOfEntry,
} from "./model/outbox-view.ts";
import { reviewWay } from "./screens/review/view.ts";
import type { AppState } from "./state.ts";

/** Puts the answer into the outbox. */
export function submit(state: AppState): Transition {
	const { flow, outbox } = state;
	if (flow.kind !== "answering") return noEffects(state);
	if (outbox.status.kind === "failed")
		return noEffects({ ...state, overlay: "outbox_problem" });
	if (reviewWay({ ...state, ...flow }) === "refused") return noEffects(state);
	const { waitingStep, option, comment, attached } = flow;
	const submission = buildSubmission(
		waitingStep,
		option.selected,
		comment.text,
		attached.attachments,
	);
	const { files } = attached;
	const { instance, step } = waitingStep;
	const names = {
		item: itemName(waitingStep),
		step_name: step.name,
		option: option.selected.name,
	};
	return {
		state,
		effects: [{ kind: "hold", submission, names, instance, files }],
	};
}

/** Sends the answer that is shown now: it ends its undo window or its wait, or is the person's consent. */
export function sendNow(state: AppState): Transition {
	const { flow } = state;
	const id =
		flow.kind === "sending"
			? flow.sending.entryId
			: flow.kind === "done"
				? flow.outcome.entryId
				: null;
	const entry = id === null ? null : entryOf(state.outbox, id);
	if (entry === null) return noEffects(state);
	return {
		state: showEntry(state, entry),
		effects: [{ kind: "send_now", id: entry.id }],
	};
}

/**
 * The answers that the key `u` takes back: the one that is shown, or else the newest one. One of a batch is taken back
 * with all others of the batch.
 */
export function takeBackTargets({
	flow,
	outbox,
	lastBatch,
	now,
}: AppState): OutboxEntry[] {
	if (flow.kind === "sending") {
		const entry = entryOf(outbox, flow.sending.entryId);
		return entry !== null && canTakeBack(entry, now) ? [entry] : [];
	}
	if (flow.kind === "batch_sent")
		return takeableOf(flow.batch_result.sent, outbox, now);
	const newest = newestHeld(outbox, now);
	if (newest === null) return [];
	const isOfBatch = lastBatch?.entries.some(({ id }) => id === newest.id);
	return isOfBatch === true && lastBatch !== null
		? takeableOf(lastBatch, outbox, now).filter(
				({ state }) => state.kind === "held",
			)
		: [newest];
}

function takeableOf(
	{ entries }: SentBatch,
	outbox: OutboxView,
	now: number,
): OutboxEntry[] {
	const ids = new Set(entries.map(({ id }) => id));
	return outbox.entries.filter(
		(entry) => ids.has(entry.id) && canTakeBack(entry, now),
	);
}

export function takeBack(state: AppState): Transition {
	const targets = takeBackTargets(state);
	const [entry] = targets;
	if (entry === undefined) return noEffects(state);
	const isOfBatch = state.lastBatch?.entries.some(({ id }) => id === entry.id);
	return {
		state,
		effects:
			isOfBatch === true && state.flow.kind !== "sending"
				? [{ kind: "take_back_all", ids: targets.map(({ id }) => id) }]
				: [{ kind: "take_back", entry, reopens: true }],
	};
}

/** Shows the progress of an entry. */
export function showEntry(state: AppState, entry: OutboxEntry): AppState {
	return {
		...keepDraft(state),
		flow: {
			...initialStates("sending", { entryId: entry.id }),
			kind: "sending",
			screen: "sending",
			table: tableOf(state.flow),
			waitingStep: knownStep(state, entry),
		},
	};
}

/** Shows an outcome, which counts as seen from then on. */
export function showResult(state: AppState, shown: EntryResult): AppState {
	const { entry, outcome } = shown;
	const { outbox } = state;
	const results = outbox.results.map((each) =>
		each.entry.id === entry.id ? { ...each, seen: true } : each,
	);
	const { submission } = entry;
	return {
		...keepDraft(state),
		outbox: { ...outbox, results },
		flow: {
			...initialStates("done", { entryId: entry.id, submission, outcome }),
			kind: "done",
			screen: "outcome",
			table: tableOf(state.flow),
			waitingStep: knownStep(state, entry),
		},
	};
}

/** The step of an entry, as the app knows it. */
export function knownStep(
	{ flow, outbox, inbox }: AppState,
	entry: OutboxEntry,
): ReturnType<typeof stepOfEntry> {
	const id = answeredStepId(entry.submission);
	const open = "waitingStep" in flow ? flow.waitingStep : null;
	if (open !== null && waitingStepId(open) === id) return open;
	const row = inbox.rows.find((each) => each.id === id);
	return stepOfEntry(entry, outbox, row === undefined ? [] : [row.waitingStep]);
}
