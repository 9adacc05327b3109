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
	/** Whether what arrived last came long enough after the input before, and nothing of it was parsed yet. */
	alone: boolean;
	/** Whether the last key was a carriage return: a line feed right after it is the same line end. */
	afterReturn: boolean;
	/** A guarded key that acts if nothing follows it. */
	pending: { key: Key; visit: number } | null;
	/** The screen that was drawn last. */
	drawn: { visit: number; at: number } | null;
};

/** A guarded key acts if nothing arrived in this time before it, and nothing arrives in this time after it. */
export const quietMs = 60;

/** Guarded keys of a screen that confirms something count from this time after it was drawn. */
export const readableMs = 300;

/** Before the first input. */
export const initialGuard: GuardState = {
	arrivedAt: Number.NEGATIVE_INFINITY,
	alone: false,
	afterReturn: false,
	pending: null,
	drawn: null,
};

/**
 * Decides which input acts. Free keys act at once. A guarded key acts only if it was sent alone: a paste, whose keys
 * arrive together or shortly after each other, and a key held down never act by accident. Elsewhere a guarded key is
 * text in a text field, or ignored.
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
					alone: at - state.arrivedAt >= quietMs,
					pending: null,
				},
				output:
					pending !== null && pending.visit === context.visit
						? asText(pending.key, context)
						: [],
			};
		}
		case "parsed":
			return parsed(state, event.inputs, event.context);
		case "quiet": {
			const { pending, arrivedAt } = state;
			if (pending === null || event.at - arrivedAt < quietMs)
				return { state, output: [] };
			const { key, visit } = pending;
			return {
				state: { ...state, pending: null },
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
		state.afterReturn && !state.alone && isKey(all[0], "<newline>");
	const inputs = endsLine ? all.slice(1) : all;
	const [input] = inputs;
	const next = {
		...state,
		alone: false,
		afterReturn: isKey(inputs.at(-1), "<enter>"),
	};
	if (input === undefined) return { state: next, output: [] };
	if (inputs.length > 1 || input.kind === "text")
		return { state: next, output: ofPaste(inputs, context) };
	const { key } = input;
	if (context.roleOf(key) !== "guarded")
		return { state: next, output: [input] };
	if (!guardedKeysCount(state, context, state.arrivedAt))
		return { state: next, output: [] };
	return state.alone
		? { state: { ...next, pending: { key, visit: context.visit } }, output: [] }
		: { state: next, output: asText(key, context) };
}

/** Several keys that arrived together. In a text field they are text, and free keys act; elsewhere only free keys alone act. */
function ofPaste(inputs: readonly Input[], context: KeyContext): Input[] {
	if (context.takesText)
		return inputs.flatMap((input): Input[] => {
			if (input.kind === "text") return [input];
			return isPrintable(input.key) || context.roleOf(input.key) !== "free"
				? asText(input.key, context)
				: [input];
		});
	return inputs.every(
		(input) => input.kind === "key" && context.roleOf(input.key) === "free",
	)
		? [...inputs]
		: [];
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
