import { takeBackTargets } from "./answer-updates.ts";
import type { FlowDuring } from "./flow.ts";
import {
	type AppAction,
	ignored,
	type KeyResult,
	type ShowScreen,
} from "./model/app-action.ts";
import { mappedBindings, mappedKey } from "./model/key-map.ts";
import { confirms, roleOf } from "./model/key-role.ts";
import type { Screen } from "./model/screen.ts";
import type {
	PhaseOf,
	ScreenName,
	ShowableName,
	StateOf,
} from "./screen-types.ts";
import * as screens from "./screens.ts";
import type { AppState } from "./state.ts";
import type { KeyContext } from "./ui/key-guard.ts";
import type { Key } from "./ui/key-input.ts";
import { type AnyBinding, hintsOf } from "./ui/keymap.ts";
import { type ScreenPage, screenBodySize } from "./ui/page.ts";
import type { AppTheme } from "./ui/theme.ts";

/** Everything that a screen can read: the app's state, and what exists in its phase of a response. */
type SceneOf<Name extends ScreenName> = AppState & FlowDuring<PhaseOf<Name>>;

type ScreenOf<Name extends ScreenName> = Screen<
	PhaseOf<Name>,
	Name,
	StateOf<Name>,
	SceneOf<Name>,
	ShowScreen<ShowableName>
>;

/** The type checks each row: its name, that its scene exists in its phase, and that its keys show only known screens. */
const table: { [Name in ScreenName]: ScreenOf<Name> } = screens;

/** A key, or pasted text. */
export type ScreenInput =
	| { kind: "key"; key: Key }
	| { kind: "paste"; text: string };

/** The app's state and an action for the app, after a key or a paste. */
type ScreenResult = {
	state: AppState;
	action: AppAction<ShowableName> | undefined;
};

/** The page of the current screen, with the hints of its keys. */
export function currentPage(state: AppState, theme: AppTheme): ScreenPage {
	return pageOf(state.flow.screen, state, theme);
}

function pageOf<Name extends ScreenName>(
	name: Name,
	state: AppState,
	theme: AppTheme,
): ScreenPage {
	const screen = table[name];
	const scene = sceneOf<Name>(state);
	return {
		...screen.view(scene, screenBodySize(state.size), theme),
		hints: hintsOf(bindingsOf<Name>(name, state)),
	};
}

/** The key bindings of the current screen. */
export function currentBindings(state: AppState): readonly AnyBinding[] {
	return bindingsOf(state.flow.screen, state);
}

function bindingsOf<Name extends ScreenName>(
	name: Name,
	state: AppState,
): readonly AnyBinding[] {
	const bindings = mappedBindings(
		name,
		table[name].bindings(sceneOf<Name>(state)),
		state.keyMap,
	);
	return takesBack(name, state)
		? [...bindings.slice(0, 1), takeBackBinding, ...bindings.slice(1)]
		: bindings;
}

/** The key of every screen without a text field that takes an answer back, as long as there is one. */
const takeBackBinding = {
	keys: ["u"],
	action: { kind: "take_back" },
	keyLabel: "u",
	label: "take back",
} as const;

/** Whether `u` takes an answer back on a screen. */
function takesBack<Name extends ScreenName>(
	name: Name,
	state: AppState,
): boolean {
	return (
		!table[name].takesText(sceneOf<Name>(state)) &&
		takeBackTargets(state).length > 0
	);
}

/** Whether `u` takes an answer back on the current screen. */
export function canTakeBackHere(state: AppState): boolean {
	return takesBack(state.flow.screen, state);
}

function isTakeBackKey(key: Key): boolean {
	return takeBackBinding.keys.some((each) => each === key);
}

/** What the keys of the current screen do. */
export function currentKeys(state: AppState): Omit<KeyContext, "visit"> {
	return keysOf(state.flow.screen, state);
}

function keysOf<Name extends ScreenName>(
	name: Name,
	state: AppState,
): Omit<KeyContext, "visit"> {
	const screen = table[name];
	const scene = sceneOf<Name>(state);
	return {
		confirms: screen.bindings(scene).some(({ action }) => confirms(action)),
		takesText: screen.takesText(scene),
		roleOf: (key) =>
			isTakeBackKey(key) && takesBack(name, state)
				? roleOf(takeBackBinding.action)
				: roleOf(actionOf<Name>(name, state, key)),
	};
}

/** The action of a key that was pressed, by the key map; `null` if it has none. */
function actionOf<Name extends ScreenName>(
	name: Name,
	state: AppState,
	key: Key,
): { kind: string } | null {
	const mapped = mappedKeyOf<Name>(name, state, key);
	return mapped === null
		? null
		: table[name].actionOf(sceneOf<Name>(state), mapped);
}

function mappedKeyOf<Name extends ScreenName>(
	name: Name,
	state: AppState,
	key: Key,
): Key | null {
	if (Object.keys(state.keyMap).length === 0) return key;
	const screen = table[name];
	const scene = sceneOf<Name>(state);
	return mappedKey(
		key,
		name,
		screen.bindings(scene),
		state.keyMap,
		screen.takesText(scene),
	);
}

/** Passes a key or pasted text to the current screen. */
export function passInput(state: AppState, input: ScreenInput): ScreenResult {
	return passTo(state.flow.screen, state, input);
}

function passTo<Name extends ScreenName>(
	name: Name,
	state: AppState,
	input: ScreenInput,
): ScreenResult {
	if (
		input.kind === "key" &&
		isTakeBackKey(input.key) &&
		takesBack(name, state)
	)
		return { state, action: takeBackBinding.action };
	const screen = table[name];
	const scene = sceneOf<Name>(state);
	const body = screenBodySize(state.size);
	const key =
		input.kind === "key" ? mappedKeyOf<Name>(name, state, input.key) : null;
	const result: KeyResult<StateOf<Name>, ShowableName> = input.kind === "paste"
		? screen.onPaste(scene, input.text, body)
		: key === null
			? ignored
			: screen.onKey(scene, key, body);
	return {
		state:
			result.state === undefined
				? state
				: withScreenState(state, name, result.state),
		action: result.action,
	};
}

/** `flow.screen` is always a screen of `flow.kind`, so that the fields of its phase exist. */
function sceneOf<Name extends ScreenName>(state: AppState): SceneOf<Name> {
	return { ...state, ...state.flow } as SceneOf<Name>;
}

function withScreenState<Name extends ScreenName>(
	state: AppState,
	name: Name,
	own: StateOf<Name>,
): AppState {
	return table[name].phase === "browsing"
		? { ...state, [name]: own }
		: { ...state, flow: { ...state.flow, [name]: own } };
}
