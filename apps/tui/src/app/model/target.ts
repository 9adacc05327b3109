import type { Scope } from "@signoff/core";

/** What the app was opened for. */
export type Target = {
	/** `null` until a company is chosen. */
	scope: Scope | null;
	/** The one instance to respond to; `null` opens the inbox. */
	instance: string | null;
	/** The template of links to items. */
	item_url: string | null;
};
