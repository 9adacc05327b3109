import type { Binding } from "./keymap.ts";

/** Scrolling a text that is longer than the screen. */
export type ScrollVerb = { kind: "scrolled"; by: number };

/** Keys that scroll; `page` stands for whatever the screen shows at once. */
export function scrollKeys(page: number): readonly Binding<ScrollVerb>[] {
	return [
		{
			on: ["<down>", "j"],
			verb: { kind: "scrolled", by: 1 },
			label: "↓",
			does: "down",
			quiet: true,
		},
		{
			on: ["<up>", "k"],
			verb: { kind: "scrolled", by: -1 },
			label: "↑",
			does: "up",
			quiet: true,
		},
		{
			on: ["<page down>", " "],
			verb: { kind: "scrolled", by: page },
			label: "PgDn",
			does: "page down",
			quiet: true,
		},
		{
			on: ["<page up>"],
			verb: { kind: "scrolled", by: -page },
			label: "PgUp",
			does: "page up",
			quiet: true,
		},
	];
}

/**
 * Where a text stands after scrolling.
 *
 * @param furthest as far down as there is something to see
 */
export function scroll(top: number, by: number, furthest: number): number {
	return Math.max(0, Math.min(furthest, Math.min(top, furthest) + by));
}
