import { type OutcomeKind, outcomeTraits } from "@signoff/core";
import {
	type AnswerKeyAction,
	answerKeyBindings,
	withSendKey,
} from "../../ui/answer-keys.ts";
import type { KeyBinding } from "../../ui/keymap.ts";

/** The actions of this screen's keys. */
export type OutcomeKeyAction = AnswerKeyAction;

const keysWithSend = withSendKey("send again");

/** Keys for an outcome of a kind. */
export function outcomeKeyBindings(
	kind: OutcomeKind,
): readonly KeyBinding<OutcomeKeyAction>[] {
	return outcomeTraits[kind].retryable ? keysWithSend : answerKeyBindings;
}
