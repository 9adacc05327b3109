import type { Key } from "../ui/key-input.ts";
import { actionFor, type KeyBinding } from "../ui/keymap.ts";
import type { Size } from "../ui/page.ts";
import {
	ignored,
	type KeyResult,
	type PassedOnAction,
	type TargetOf,
} from "./app-action.ts";
import type { Phase, Screen } from "./screen.ts";

const passedOnKinds: PassedOnAction["kind"][] = [
	"show_keys",
	"show_screen",
	"quit",
];

type OwnAction<Action> = Exclude<Action, PassedOnAction>;

type ScreenDefinition<
	P extends Phase,
	Name extends string,
	State,
	Scene,
	Action,
> = Omit<
	Screen<P, Name, State, Scene, Action>,
	"bindings" | "onKey" | "onPaste" | "actionOf" | "takesText"
> & {
	bindings: (scene: Scene) => readonly KeyBinding<Action>[];
	/** The action of a key without a binding. */
	unboundKey?: (scene: Scene, key: Key) => Action | null;
	/** The action of pasted text. Line ends are `\n`. */
	paste?: (scene: Scene, text: string) => Action | null;
	/** Performs an action of this screen. The app shows the keys, shows another screen and quits. */
	update: (
		scene: Scene,
		action: OwnAction<Action>,
		body: Size,
	) => KeyResult<State, TargetOf<Action>>;
};

/** Makes a screen from its bindings and the reducer of their actions. The type of the bindings names all actions. */
export function defineScreen<
	P extends Phase,
	Name extends string,
	State,
	Scene,
	Action extends { kind: string },
>({
	unboundKey,
	paste,
	update,
	...screen
}: ScreenDefinition<P, Name, State, Scene, Action>): Screen<
	P,
	Name,
	State,
	Scene,
	Action
> {
	const perform = (
		scene: Scene,
		action: Action | null | undefined,
		body: Size,
	): KeyResult<State, TargetOf<Action>> => {
		if (action === null || action === undefined) return ignored;
		return isPassedOn(action)
			? { action }
			: update(scene, action as OwnAction<Action>, body);
	};
	const actionOf = (scene: Scene, key: Key): Action | null =>
		actionFor(screen.bindings(scene), key) ?? unboundKey?.(scene, key) ?? null;
	return {
		...screen,
		actionOf,
		takesText: (scene) => (paste?.(scene, "") ?? null) !== null,
		onKey: (scene, key, body) => perform(scene, actionOf(scene, key), body),
		onPaste: (scene, text, body) => perform(scene, paste?.(scene, text), body),
	};
}

function isPassedOn<Action extends { kind: string }>(
	action: Action,
): action is Action & PassedOnAction<TargetOf<Action>> {
	return passedOnKinds.some((kind) => kind === action.kind);
}
