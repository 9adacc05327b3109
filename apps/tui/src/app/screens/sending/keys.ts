import {
	type AnswerKeyAction,
	answerKeyBindings,
	withSendKey,
} from "../../ui/answer-keys.ts";
import type { KeyBinding } from "../../ui/keymap.ts";

/** The actions of this screen's keys. */
export type SendingKeyAction = AnswerKeyAction;

const keysWithSend = withSendKey("send now");

/** Keys while an answer is in the outbox. Going back does not stop it. @param waits whether it can be sent sooner */
export function sendingKeyBindings(
	waits: boolean,
): readonly KeyBinding<SendingKeyAction>[] {
	return waits ? keysWithSend : answerKeyBindings;
}
