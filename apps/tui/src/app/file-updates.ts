import { waitingStepId } from "../model/waiting-step.ts";
import { draftOf, type FlowDuring } from "./flow.ts";
import {
	type Effect,
	type Message,
	noEffects,
	type Transition,
} from "./messages.ts";
import type { Attached } from "./model/attached.ts";
import { type FilesScreenAction, reduceFiles } from "./screens/files/state.ts";
import { filesCount } from "./screens/files/view.ts";
import type { AppState } from "./state.ts";

type MessageOf<K extends Message["kind"]> = Extract<Message, { kind: K }>;
type FilesFlow = FlowDuring<"answering">;

/** Screens that show the files of an answer. */
const showingScreens: readonly string[] = ["comment", "files", "review"];

/** Looks at the files of the open step if a message has shown or changed them. */
export function checkFilesIfShown(before: AppState, after: AppState): Effect[] {
	const paths = shownFiles(after);
	if (paths.length === 0) return [];
	const isSame =
		before.flow.screen === after.flow.screen && shownFiles(before) === paths;
	return isSame ? [] : [{ kind: "check_files", paths }];
}

function shownFiles({ flow }: AppState): string[] {
	const draft = draftOf(flow);
	return draft !== null && showingScreens.includes(flow.screen)
		? draft.attached.files
		: [];
}

/** Attaches the path that is typed, if it is one of a file. */
export function attachFiles(state: AppState): Transition {
	return withTyped(state, (id, text) => ({ kind: "attach_files", id, text }));
}

/** Completes the path that is typed. */
export function completePath(state: AppState): Transition {
	return withTyped(state, (id, text) => ({ kind: "complete_path", id, text }));
}

function withTyped(
	state: AppState,
	effect: (id: string, text: string) => Effect,
): Transition {
	const { flow } = state;
	if (flow.kind !== "answering") return noEffects(state);
	const { text } = flow.files.field;
	return { state, effects: [effect(waitingStepId(flow.waitingStep), text)] };
}

/** Removes the selected file from the answer. The file itself stays. */
export function removeFile(state: AppState): AppState {
	const { flow } = state;
	if (flow.kind !== "answering") return state;
	const { attached } = flow;
	const { selected } = flow.files;
	if (selected >= filesCount(attached)) return state;
	const rest: Attached =
		selected < attached.files.length
			? { ...attached, files: attached.files.toSpliced(selected, 1) }
			: { files: attached.files };
	const moved = reduceFiles(
		flow.files,
		{ kind: "file_selected", by: 0 },
		filesCount(rest),
	);
	return { ...state, flow: { ...flow, attached: rest, files: moved } };
}

/** Adds files that were looked at. Ignores those of a step that is no longer open. */
export function filesAttached(
	state: AppState,
	{ id, known }: MessageOf<"files_attached">,
): AppState {
	const flow = flowOf(state, id);
	if (flow === null) return state;
	const attached = {
		...flow.attached,
		files: [...new Set([...flow.attached.files, ...Object.keys(known)])],
	};
	return {
		...state,
		knownFiles: { ...state.knownFiles, ...known },
		flow: {
			...flow,
			attached,
			files: reduceFiles(
				flow.files,
				{ kind: "attached" },
				attached.files.length,
			),
		},
	};
}

/** Changes the screen of files, if its step is still open. */
export function updateFiles(
	state: AppState,
	id: string,
	action: FilesScreenAction,
): AppState {
	const flow = flowOf(state, id);
	if (flow === null) return state;
	const files = reduceFiles(flow.files, action, filesCount(flow.attached));
	return { ...state, flow: { ...flow, files } };
}

function flowOf({ flow }: AppState, id: string): FilesFlow | null {
	return flow.kind === "answering" && waitingStepId(flow.waitingStep) === id
		? flow
		: null;
}
