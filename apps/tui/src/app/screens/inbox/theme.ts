import type { Tone } from "../../ui/styled-text.ts";

/** The columns of the inbox by width, and the tone of a row. */
export const inboxTheme: {
	/** The smallest number of columns for the wide table. */
	wide: number;
	heads: { wide: string[]; narrow: string[] };
	overdue: Tone;
	onTime: Tone;
	cached: Tone;
} = {
	wide: 60,
	heads: {
		wide: ["DUE", "STEP", "ITEM", "PROJECT"],
		narrow: ["DUE", "STEP", "ITEM"],
	},
	overdue: "warning",
	onTime: "plain",
	cached: "faint",
};
