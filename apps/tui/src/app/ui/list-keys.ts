import type { Key } from "./key-input.ts";
import type { KeyBinding } from "./keymap.ts";

/** Moves the cursor of a list by a number of rows. */
export type MoveAction = { kind: "moved"; by: number };

/** Moves the cursor of a list by rows or by pages. */
export type ListAction = MoveAction | { kind: "paged"; by: number };

/** More rows than any list has. */
const toTheEnd = Number.MAX_SAFE_INTEGER / 2;

/** Keys that move the cursor by one row. */
export const moveKeyBindings: readonly KeyBinding<MoveAction>[] = [
	{
		keys: ["<down>", "j"],
		action: { kind: "moved", by: 1 },
		keyLabel: "↓",
		label: "next",
		hidden: true,
	},
	{
		keys: ["<up>", "k"],
		action: { kind: "moved", by: -1 },
		keyLabel: "↑",
		label: "previous",
		hidden: true,
	},
];

/**
 * Keys that move the cursor of a long list.
 *
 * @param pageDown the keys of the next page
 * @param first the keys of the first row
 */
export function listKeyBindings(
	pageDown: readonly Key[] = ["<page down>"],
	first: readonly Key[] = ["<home>", "g"],
): readonly KeyBinding<ListAction>[] {
	return [
		...moveKeyBindings,
		{
			keys: pageDown,
			action: { kind: "paged", by: 1 },
			keyLabel: "PgDn",
			label: "page down",
			hidden: true,
		},
		{
			keys: ["<page up>"],
			action: { kind: "paged", by: -1 },
			keyLabel: "PgUp",
			label: "page up",
			hidden: true,
		},
		{
			keys: first,
			action: { kind: "moved", by: -toTheEnd },
			keyLabel: "Home",
			label: "first",
			hidden: true,
		},
		{
			keys: ["<end>", "G"],
			action: { kind: "moved", by: toTheEnd },
			keyLabel: "End",
			label: "last",
			hidden: true,
		},
	];
}
