import { type Instance, parseSubmission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { OutboxIdentity } from "../outbox/identity.ts";
import type { Outbox } from "../outbox/outbox-api.ts";
import type { Runner } from "../outbox/runner.ts";
import type { Dispatch } from "./effect-deps.ts";
import { holdAnswers } from "./hold-answers.ts";
import type { OutboxEffect } from "./messages.ts";
import type { OutboxReport } from "./outbox-report.ts";

type EffectOf<K extends OutboxEffect["kind"]> = Extract<
	OutboxEffect,
	{ kind: K }
>;

/** The outbox of one person. `runner`: `null` until it has started. */
export type OpenedOutbox = {
	outbox: Outbox;
	identity: OutboxIdentity;
	runner: Runner | null;
};

/** What the answers of a person need beside their outbox. */
export type AnswerParts = {
	undoMs: number;
	/** The instances as they were when the answers were decided here, by the entry's id. */
	decided: Map<string, Instance | undefined>;
	report: OutboxReport;
	/** Reads the entries and the drafts again. */
	refresh: (dispatch: Dispatch) => void;
};

/** Work of an outbox that is open. */
export type AnswerEffect = Exclude<OutboxEffect, { kind: "open_outbox" }>;

/** Stores answers and drafts, and takes answers back, in an outbox that is open. */
export function createAnswerEffects({
	undoMs,
	decided,
	report,
	refresh,
}: AnswerParts): (
	effect: AnswerEffect,
	dispatch: Dispatch,
	opened: OpenedOutbox,
) => void {
	function hold(
		{ submission, names, instance, files }: EffectOf<"hold">,
		dispatch: Dispatch,
		{ outbox, identity, runner }: OpenedOutbox,
	): void {
		const parsed = parseSubmission(submission);
		if (parsed.kind === "invalid") {
			const outcome = outcomes.invalid(parsed.issues);
			report.invalid(submission, names, outcome);
			dispatch({ kind: "answer_invalid", submission, outcome });
			return;
		}
		const entry = { submission, files, context: names };
		const held = outbox.hold(identity, entry, undoMs);
		if (held.kind === "held") decided.set(held.entry.id, instance);
		refresh(dispatch);
		dispatch(
			held.kind === "held"
				? { kind: "answer_held", entry: held.entry }
				: { kind: "answer_blocked", entry: held.entry },
		);
		runner?.wake();
	}

	function holdAll(
		{ answers }: EffectOf<"hold_all">,
		dispatch: Dispatch,
		{ outbox, identity, runner }: OpenedOutbox,
	): void {
		const sent = holdAnswers(outbox, identity, answers, {
			windowMs: undoMs,
			onHeld: ({ id }, { instance }) => decided.set(id, instance),
			onInvalid: ({ submission, names }, outcome) =>
				report.invalid(submission, names, outcome),
		});
		refresh(dispatch);
		dispatch({ kind: "batch_held", sent });
		runner?.wake();
	}

	function takeBackAll(
		{ ids }: EffectOf<"take_back_all">,
		dispatch: Dispatch,
		{ outbox, runner }: OpenedOutbox,
	): void {
		const taken = outbox.takeBackAll(ids);
		for (const { id } of taken) decided.delete(id);
		refresh(dispatch);
		dispatch({
			kind: "batch_taken_back",
			drafts: taken.map(({ draft }) => draft),
			late: ids.length - taken.length,
		});
		runner?.wake();
	}

	function takeBack(
		{ entry, reopens }: EffectOf<"take_back">,
		dispatch: Dispatch,
		{ outbox, runner }: OpenedOutbox,
	): void {
		const draft = outbox.takeBack(entry.id);
		if (draft !== null) decided.delete(entry.id);
		refresh(dispatch);
		dispatch(
			draft === null
				? { kind: "not_taken_back", entry }
				: { kind: "taken_back", entry, draft, reopens },
		);
		runner?.wake();
	}

	function perform(
		effect: AnswerEffect,
		dispatch: Dispatch,
		current: OpenedOutbox,
	): void {
		const { outbox, identity, runner } = current;
		switch (effect.kind) {
			case "hold":
				hold(effect, dispatch, current);
				break;
			case "hold_all":
				holdAll(effect, dispatch, current);
				break;
			case "take_back":
				takeBack(effect, dispatch, current);
				break;
			case "take_back_all":
				takeBackAll(effect, dispatch, current);
				break;
			case "send_all_now":
				outbox.sendAllNow(effect.ids);
				refresh(dispatch);
				runner?.wake();
				break;
			case "send_now":
				outbox.confirm(effect.id);
				outbox.sendNow(effect.id);
				refresh(dispatch);
				runner?.wake();
				break;
			case "save_draft":
				outbox.drafts.save(identity, effect.step, effect.draft);
				break;
			case "save_drafts":
				outbox.drafts.saveAll(identity, effect.drafts);
				break;
			case "remove_draft":
				outbox.drafts.remove(identity, effect.step);
				break;
		}
	}

	return perform;
}
