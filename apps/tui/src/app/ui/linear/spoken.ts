/** What the app says about a state, in the order in which it is read. */
export type Speech = {
	/** The screen, and what it is about. */
	title: string;
	lines: string[];
	/** The keys of the screen; `null` until they count. */
	keys: string | null;
	/** What the cursor is on; `null` without a list. */
	focus: string | null;
	notice: string | null;
	/** The text that is being typed; `null` without a text field. */
	text: string | null;
};
