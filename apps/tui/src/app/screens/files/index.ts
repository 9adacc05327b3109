import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { typedKey, typedText } from "../../ui/text-field-keys.ts";
import {
	allFilesKeyBindings,
	type FilesKeyAction,
	filesKeyBindings,
} from "./keys.ts";
import { type FilesState, newFiles, reduceFiles } from "./state.ts";
import { type FilesScene, filesContent, filesCount } from "./view.ts";

/** The screen to attach files by their paths. */
export const filesScreen: Screen<
	"answering",
	"files",
	FilesState,
	FilesScene,
	FilesKeyAction
> = defineScreen({
	name: "files",
	phase: "answering",
	initial: () => newFiles,
	resetWhenShown: true,
	allBindings: allFilesKeyBindings,
	bindings: ({ files, attached }) =>
		filesKeyBindings({
			isTyped: files.field.text.trim() !== "",
			hasFiles: filesCount(attached) > 0,
		}),
	unboundKey: (_scene, key) => typedKey(key),
	paste: (_scene, text) => typedText(text),
	update: ({ files, attached }, action) => {
		switch (action.kind) {
			case "back":
				return { action: { kind: "show_screen", screen: "comment" } };
			case "attach_files":
			case "remove_file":
			case "complete_path":
				return { action };
			default:
				return { state: reduceFiles(files, action, filesCount(attached)) };
		}
	},
	view: filesContent,
});
