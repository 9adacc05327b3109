import type { OutcomeKind } from "@signoff/core";
import type { Tone } from "../../ui/styled-text.ts";

/** How the inbox looks: its columns by the width there is, the tone of a row, and what to do where it cannot be read. */
export const inboxTheme: {
	/** From so many columns on, a list of columns. */
	wide: number;
	heads: { wide: string[]; narrow: string[] };
	overdue: Tone;
	onTime: Tone;
} = {
	wide: 64,
	heads: {
		wide: ["DUE", "STEP", "ITEM", "PROJECT"],
		narrow: ["DUE", "STEP", "ITEM"],
	},
	overdue: "warning",
	onTime: "plain",
};

const again = "Press r to try again.";
const forAnother = "Press q to leave, get a fresh token, and start again.";

/** What to do next where a read came to nothing. */
export const afterRead: Record<OutcomeKind, string> = {
	recorded: again,
	unchanged: again,
	accepted: again,
	conflict: again,
	superseded: again,
	invalid: "Press q to leave, and check the company, project and instance ids.",
	unauthenticated: forAnother,
	forbidden:
		"Check with an administrator that you and this app may see the company's workflows.",
	not_found:
		"Press q to leave, and check the company, project and instance ids.",
	deferred: again,
	uncertain: again,
};
