import { isPrintable, type Key } from "./key-input.ts";

/**
 * What a key does, as far as the guard needs to know. `free`: it moves or edits, and acts at once. `guarded`: anything
 * else that a binding does. `none`: it has no action here.
 */
export type KeyRole = "free" | "guarded" | "none";

/** The screen that receives the input. */
export type KeyContext = {
	/** Changes each time another screen, or another subject on the same screen, is shown. */
	visit: number;
	/** Whether a guarded key confirms something here: then guarded keys count only some time after the screen was drawn. */
	confirms: boolean;
	/** Whether the screen takes text: a guarded key that is not alone is text there. */
	takesText: boolean;
	roleOf: (key: Key) => KeyRole;
};

/** A key, or text that no key acts on. */
export type Input = { kind: "key"; key: Key } | { kind: "text"; text: string };

/** What happens to the guard. Times are monotonic milliseconds. */
export type GuardEvent =
	/** The terminal sent something, even if it is not a whole key yet. */
	| { kind: "arrived"; at: number; context: KeyContext }
	/** The keys and pastes of what arrived last. */
	| { kind: "parsed"; inputs: readonly Input[]; context: KeyContext }
	/** Nothing arrived up to this time. */
	| { kind: "quiet"; at: number; context: KeyContext }
	/** The frame of a screen was written to the terminal. */
	| { kind: "drawn"; at: number; visit: number };

/** The state of the guard. Times are monotonic milliseconds. */
export type GuardState = {
	arrivedAt: number;
	/** The time between what arrived last and the input before it; 0 once it was parsed. */
	gap: number;
	/** The key that arrived last, if no other one arrived with it. */
	lastKey: Key | null;
	/** Whether the last key was a carriage return: a line feed right after it is the same line end. */
	afterReturn: boolean;
	/** A guarded key that acts if nothing follows it for `quiet` milliseconds. */
	pending: { key: Key; visit: number; quiet: number } | null;
	/** The guarded key that acted, until another one is pressed: if it is held down, the repeats are no text. */
	acted: Key | null;
	/** The screen that was drawn last. */
	drawn: { visit: number; at: number } | null;
};

/** A guarded key acts if nothing arrived in this time before it, and nothing arrives in this time after it. */
export const quietMs = 60;

/** Guarded keys of a screen that confirms something count from this time after it was drawn. */
export const readableMs = 300;

/** A key held down begins to repeat sooner than this. */
const heldMs = 700;

/** The time without input around a key that may be held down, if it confirms something: repeats may be late. */
export const heldQuietMs = 200;

/** Before the first input. */
export const initialGuard: GuardState = {
	arrivedAt: Number.NEGATIVE_INFINITY,
	gap: 0,
	lastKey: null,
	afterReturn: false,
	pending: null,
	acted: null,
	drawn: null,
};

/**
 * Decides which input acts. Free keys act at once. A guarded key acts only if it was sent alone: a paste, whose keys
 * arrive together or shortly after each other, and a key held down never act by accident. Otherwise a guarded key is
 * text in a text field, or ignored. If a key that confirms something may be held down since before its screen was drawn,
 * it needs a longer silence.
 */
export function reduceGuard(
	state: GuardState,
	event: GuardEvent,
): { state: GuardState; output: Input[] } {
	switch (event.kind) {
		case "arrived": {
			const { at, context } = event;
			const { pending } = state;
			return {
				state: {
					...state,
					arrivedAt: at,
					gap: at - state.arrivedAt,
					pending: null,
				},
				output:
					pending !== null && pending.visit === context.visit
						? asideOf(pending.key, state, context)
						: [],
			};
		}
		case "parsed":
			return parsed(state, event.inputs, event.context);
		case "quiet": {
			const { pending, arrivedAt } = state;
			if (pending === null || event.at - arrivedAt < pending.quiet)
				return { state, output: [] };
			const { key, visit } = pending;
			return {
				state: { ...state, pending: null, acted: key },
				output: visit === event.context.visit ? [{ kind: "key", key }] : [],
			};
		}
		case "drawn": {
			const { visit, at } = event;
			return { state: { ...state, drawn: { visit, at } }, output: [] };
		}
	}
}

/** Whether the guarded keys of a screen count at a time. */
export function guardedKeysCount(
	{ drawn }: GuardState,
	{ confirms, visit }: KeyContext,
	at: number,
): boolean {
	return (
		!confirms ||
		(drawn !== null && drawn.visit === visit && at - drawn.at >= readableMs)
	);
}

function parsed(
	state: GuardState,
	all: readonly Input[],
	context: KeyContext,
): { state: GuardState; output: Input[] } {
	const endsLine =
		state.afterReturn && state.gap < quietMs && isKey(all[0], "<newline>");
	const inputs = endsLine ? all.slice(1) : all;
	const key = onlyKey(inputs);
	const next = {
		...state,
		gap: 0,
		lastKey: key,
		afterReturn: isKey(inputs.at(-1), "<enter>"),
		acted: key === state.acted ? key : null,
	};
	if (key === null || context.roleOf(key) !== "guarded")
		return { state: next, output: ofPaste(inputs, context) };
	if (!guardedKeysCount(state, context, state.arrivedAt))
		return { state: next, output: [] };
	const mayBeHeld = key === state.lastKey && state.gap < heldMs;
	const quiet = context.confirms && mayBeHeld ? heldQuietMs : quietMs;
	return inputs.length === 1 && state.gap >= quiet
		? {
				state: { ...next, pending: { key, visit: context.visit, quiet } },
				output: [],
			}
		: {
				state: next,
				output: inputs.flatMap(() => asideOf(key, state, context)),
			};
}

/** The key of an input that has no other one; it may be there several times. */
function onlyKey(inputs: readonly Input[]): Key | null {
	const [first] = inputs;
	return first?.kind === "key" && inputs.every((each) => isKey(each, first.key))
		? first.key
		: null;
}

/** A guarded key that is not alone: text, unless it is held down since it acted. */
function asideOf(
	key: Key,
	{ acted }: GuardState,
	context: KeyContext,
): Input[] {
	return key === acted ? [] : asText(key, context);
}

/** Free keys, or several keys that arrived together: in a text field these are text, and elsewhere only free keys act. */
function ofPaste(inputs: readonly Input[], context: KeyContext): Input[] {
	if (context.takesText && inputs.length > 1)
		return inputs.flatMap((input): Input[] => {
			if (input.kind === "text") return [input];
			return isPrintable(input.key) || context.roleOf(input.key) !== "free"
				? asText(input.key, context)
				: [input];
		});
	const act = inputs.every(
		(input) =>
			input.kind === "key" &&
			(inputs.length === 1 || context.roleOf(input.key) === "free"),
	);
	return act || context.takesText ? [...inputs] : [];
}

const textOfNamedKeys: Partial<Record<Key, string>> = {
	"<enter>": "\n",
	"<newline>": "\n",
	"<tab>": "\t",
};

/** A key as text; nothing if it is no text, or if the screen takes none. */
function asText(key: Key, { takesText }: KeyContext): Input[] {
	const text = isPrintable(key) ? key : textOfNamedKeys[key];
	return takesText && text !== undefined ? [{ kind: "text", text }] : [];
}

function isKey(input: Input | undefined, key: Key): boolean {
	return input?.kind === "key" && input.key === key;
}
