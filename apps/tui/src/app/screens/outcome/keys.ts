import { type OutcomeKind, outcomeTraits } from "@signoff/core";
import {
	type AnswerKeyAction,
	allAnswerKeyBindings,
	answerKeyBindings,
} from "../../ui/answer-keys.ts";
import type { KeyBinding } from "../../ui/keymap.ts";

/** The actions of this screen's keys. */
export type OutcomeKeyAction = AnswerKeyAction;

const sendLabel = "send again";

/** Every key of the screen. */
export const allOutcomeKeyBindings: readonly KeyBinding<OutcomeKeyAction>[] =
	allAnswerKeyBindings(sendLabel);

/**
 * Keys for an outcome of a kind.
 *
 * @param hasTable whether it was opened from the table of a batch
 */
export function outcomeKeyBindings(
	kind: OutcomeKind,
	hasTable: boolean,
): readonly KeyBinding<OutcomeKeyAction>[] {
	const canResend = outcomeTraits[kind].retryable;
	return answerKeyBindings(canResend ? sendLabel : null, hasTable);
}
