import type { Outcome, Submission } from "@signoff/core";
import type { Key } from "../ui/key-input.ts";
import type { AnyBinding } from "../ui/keymap.ts";
import type { ScreenPage, Size } from "../ui/page.ts";
import type { AppTheme } from "../ui/theme.ts";
import type { KeyResult, TargetOf } from "./app-action.ts";
import type { Batch } from "./batch.ts";
import type { SentBatch } from "./batch-rows.ts";
import type { Target } from "./target.ts";

/** What a screen's first state is made from, for each phase of a response. */
export type PhaseStart = {
	/** No step is open. Its screens start with the app. */
	browsing: Target;
	/** A step is open, and an option may be selected. Its screens start when a step is opened. */
	choosing: null;
	/** An option is selected. Its screens start when a step is opened. */
	answering: null;
	/** Several steps are answered together. */
	batch: Batch;
	/** The answers of a batch are in the outbox, or have outcomes. */
	batch_sent: { sent: SentBatch };
	/** An answer is in the outbox. */
	sending: { entryId: string };
	/** An answer has an outcome. `entryId`: `null` if it never was in the outbox. */
	done: { entryId: string | null; submission: Submission; outcome: Outcome };
};

/** The phase of a response. */
export type Phase = keyof PhaseStart;

/** A screen's page without the hints of its keys: the app adds them from the bindings. */
export type ScreenContent = Omit<ScreenPage, "hints">;

/**
 * One screen of the app.
 *
 * `Scene` is everything that the screen reads: its own state under its name, and any fields of the app's state that
 * exist in its phase. `Action` is an action of its keys; it names the screens that they show.
 */
export type Screen<
	P extends Phase,
	Name extends string,
	State,
	Scene,
	Action,
> = {
	name: Name;
	phase: P;
	initial: (start: PhaseStart[P]) => State;
	/** Whether the state starts again each time the screen is shown. @default false */
	resetWhenShown?: boolean;
	/** Every key that the screen has in any state, for its name in the key map. */
	allBindings: readonly AnyBinding[];
	/** The keys: the hint line and the page of keys show them. */
	bindings: (scene: Scene) => readonly AnyBinding[];
	onKey: (
		scene: Scene,
		key: Key,
		body: Size,
	) => KeyResult<State, TargetOf<Action>>;
	/** The action of a key; `null` if it has none. */
	actionOf: (scene: Scene, key: Key) => { kind: string } | null;
	/** Whether text can be entered. */
	takesText: (scene: Scene) => boolean;
	/** Inserts pasted text. Line ends are `\n`. */
	onPaste: (
		scene: Scene,
		text: string,
		body: Size,
	) => KeyResult<State, TargetOf<Action>>;
	view: (scene: Scene, body: Size, theme: AppTheme) => ScreenContent;
};
