import {
	ctrlCKeyBinding,
	escapeKeyBinding,
	type GlobalAction,
	type KeyBinding,
} from "./keymap.ts";
import type { TextFieldInput } from "./text-field.ts";
import { editKeyBindings, newLineKeyBinding } from "./text-field-keys.ts";

/** The actions of {@link commentFieldKeyBindings}. */
export type CommentFieldAction =
	| TextFieldInput
	| GlobalAction
	| { kind: "edit_comment" };

/** The keys of every screen on which a comment is written, beside those that go on. */
export const commentFieldKeyBindings: readonly KeyBinding<CommentFieldAction>[] =
	[
		newLineKeyBinding,
		{
			keys: ["<ctrl-g>"],
			action: { kind: "edit_comment" },
			keyLabel: "Ctrl-G",
			label: "editor",
		},
		...editKeyBindings,
		escapeKeyBinding,
		ctrlCKeyBinding,
	];
