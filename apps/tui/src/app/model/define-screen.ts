import type { Key } from "../ui/key-input.ts";
import { actionFor, type GlobalAction, type KeyBinding } from "../ui/keymap.ts";
import type { Size } from "../ui/page.ts";
import { ignored, type KeyResult } from "./app-action.ts";
import type { Phase, Screen } from "./screen.ts";

type AppWideAction = Exclude<GlobalAction, { kind: "back" }>;
type ScreenAction<Action> = Exclude<Action, AppWideAction>;

type ScreenDefinition<
	P extends Phase,
	Name extends string,
	State,
	Scene,
	To extends string,
	Action extends { kind: string },
> = Omit<
	Screen<P, Name, State, Scene, To>,
	"bindings" | "onKey" | "onPaste"
> & {
	bindings: (scene: Scene) => readonly KeyBinding<Action>[];
	/** The action of a key without a binding. */
	unboundKey?: (scene: Scene, key: Key) => Action | null;
	/** The action of pasted text. Line ends are `\n`. */
	paste?: (scene: Scene, text: string) => Action | null;
	/** Performs an action of this screen. The app performs "show the keys" and "quit". */
	update: (
		scene: Scene,
		action: ScreenAction<Action>,
		body: Size,
	) => KeyResult<State, NoInfer<To>>;
};

/** Makes a screen from its bindings and the reducer of their actions. */
export function defineScreen<
	P extends Phase,
	Name extends string,
	State,
	Scene,
	To extends string,
	Action extends { kind: string },
>({
	unboundKey,
	paste,
	update,
	...screen
}: ScreenDefinition<P, Name, State, Scene, To, Action>): Screen<
	P,
	Name,
	State,
	Scene,
	To
> {
	const perform = (
		scene: Scene,
		action: Action | null | undefined,
		body: Size,
	): KeyResult<State, To> => {
		if (action === null || action === undefined) return ignored;
		return isAppWide(action)
			? { action }
			: update(scene, action as ScreenAction<Action>, body);
	};
	return {
		...screen,
		onKey: (scene, key, body) =>
			perform(
				scene,
				actionFor(screen.bindings(scene), key) ?? unboundKey?.(scene, key),
				body,
			),
		onPaste: (scene, text, body) => perform(scene, paste?.(scene, text), body),
	};
}

function isAppWide(action: { kind: string }): action is AppWideAction {
	return action.kind === "show_keys" || action.kind === "quit";
}
