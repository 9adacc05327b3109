import type { ShowScreen } from "../../model/app-action.ts";
import {
	ctrlCKeyBinding,
	escapeKeyBinding,
	type GlobalAction,
	type KeyBinding,
} from "../../ui/keymap.ts";
import type { TextFieldInput } from "../../ui/text-field.ts";
import { editKeyBindings } from "../../ui/text-field-keys.ts";

/** The actions of this screen's keys. */
export type FilesKeyAction =
	| TextFieldInput
	| GlobalAction
	| { kind: "file_selected"; by: number }
	| { kind: "attach_files" }
	| { kind: "remove_file" }
	| { kind: "complete_path" }
	| ShowScreen<"comment" | "review">;

const attach: KeyBinding<FilesKeyAction> = {
	keys: ["<enter>"],
	action: { kind: "attach_files" },
	keyLabel: "Enter",
	label: "attach",
};

const goOn: KeyBinding<FilesKeyAction> = {
	keys: ["<enter>"],
	action: { kind: "show_screen", screen: "review" },
	keyLabel: "Enter",
	label: "go on",
};

const complete: KeyBinding<FilesKeyAction> = {
	keys: ["<tab>"],
	action: { kind: "complete_path" },
	keyLabel: "Tab",
	label: "complete",
};

const listKeys: readonly KeyBinding<FilesKeyAction>[] = [
	{
		keys: ["<ctrl-x>"],
		action: { kind: "remove_file" },
		keyLabel: "Ctrl-X",
		label: "remove",
	},
	{
		keys: ["<down>"],
		action: { kind: "file_selected", by: 1 },
		keyLabel: "↓",
		label: "next file",
		hidden: true,
	},
	{
		keys: ["<up>"],
		action: { kind: "file_selected", by: -1 },
		keyLabel: "↑",
		label: "previous file",
		hidden: true,
	},
];

const otherKeys: readonly KeyBinding<FilesKeyAction>[] = [
	// The field is one line: up and down select a file.
	...editKeyBindings.filter(({ keys }) => !keys.some(isVertical)),
	escapeKeyBinding,
	ctrlCKeyBinding,
];

function isVertical(key: string): boolean {
	return key === "<up>" || key === "<down>";
}

/** Every key of the screen. */
export const allFilesKeyBindings: readonly KeyBinding<FilesKeyAction>[] = [
	attach,
	{ ...goOn, keyLabel: "Enter, without a path" },
	complete,
	...listKeys,
	...otherKeys,
];

/** @param state whether a path is typed, and whether there are files */
export function filesKeyBindings({
	isTyped,
	hasFiles,
}: {
	isTyped: boolean;
	hasFiles: boolean;
}): readonly KeyBinding<FilesKeyAction>[] {
	return [
		isTyped ? attach : goOn,
		complete,
		...(hasFiles ? listKeys : []),
		...otherKeys,
	];
}
