import type { Client } from "@signoff/sdk";
import type { InboxCache } from "../inbox-cache/inbox-cache.ts";
import type { Message } from "./messages.ts";

/** What effects need to run. */
export type EffectDeps = {
	client: Client;
	/** Keeps the inbox between runs. Without it nothing is kept. */
	inboxCache?: InboxCache | undefined;
	/** The deadline of a submission, in milliseconds. */
	deadlineMs: number | undefined;
	/** Aborts all reads when the app is closed. */
	signal: AbortSignal;
	/** Opens a text in the person's editor. Rejects with an error for the person. */
	edit: (text: string) => Promise<string>;
	/** Unix milliseconds. */
	now: () => number;
	/** Receives errors that no effect handles. */
	onUnexpectedError: (error: unknown) => void;
};

export type Dispatch = (message: Message) => void;
