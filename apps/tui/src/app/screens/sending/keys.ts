import {
	type AnswerKeyAction,
	allAnswerKeyBindings,
	answerKeyBindings,
} from "../../ui/answer-keys.ts";
import type { KeyBinding } from "../../ui/keymap.ts";

/** The actions of this screen's keys. */
export type SendingKeyAction = AnswerKeyAction;

const sendLabel = "send now";

/** Every key of the screen. */
export const allSendingKeyBindings: readonly KeyBinding<SendingKeyAction>[] =
	allAnswerKeyBindings(sendLabel);

/**
 * Keys while an answer is in the outbox. Going back does not stop it.
 *
 * @param waits whether it can be sent sooner
 * @param hasTable whether it was opened from the table of a batch
 */
export function sendingKeyBindings(
	waits: boolean,
	hasTable: boolean,
): readonly KeyBinding<SendingKeyAction>[] {
	return answerKeyBindings(waits ? sendLabel : null, hasTable);
}
