import type { KeyBinding } from "./keymap.ts";

/** Scrolls a text that is longer than the body, by a number of lines. */
export type ScrollAction = { kind: "scrolled"; by: number };

const pageRows = 8;

/** Keys that scroll by a page. */
export const pageKeyBindings: readonly KeyBinding<ScrollAction>[] = [
	{
		keys: ["<page down>", " "],
		action: { kind: "scrolled", by: pageRows },
		keyLabel: "PgDn",
		label: "page down",
		hidden: true,
	},
	{
		keys: ["<page up>"],
		action: { kind: "scrolled", by: -pageRows },
		keyLabel: "PgUp",
		label: "page up",
		hidden: true,
	},
];

/** Keys that scroll. */
export const scrollKeyBindings: readonly KeyBinding<ScrollAction>[] = [
	{
		keys: ["<down>", "j"],
		action: { kind: "scrolled", by: 1 },
		keyLabel: "↓",
		label: "down",
		hidden: true,
	},
	{
		keys: ["<up>", "k"],
		action: { kind: "scrolled", by: -1 },
		keyLabel: "↑",
		label: "up",
		hidden: true,
	},
	...pageKeyBindings,
];

/**
 * The scroll offset after scrolling.
 *
 * @param max the largest offset, see `maxScroll`
 */
export function scroll(top: number, by: number, max: number): number {
	return Math.max(0, Math.min(max, Math.min(top, max) + by));
}
