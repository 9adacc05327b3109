import type { Scope } from "@signoff/core";
import type { Watched } from "../../model/watched.ts";

/** What the app was opened for. */
export type Target = {
	/** `null` until a company is chosen. */
	scope: Scope | null;
	/** The one instance to respond to; `null` opens the inbox. */
	instance: string | null;
	/** The projects of the inbox; none until they are chosen. */
	watched?: Watched | null;
	/** The template of links to items. */
	item_url: string | null;
};
