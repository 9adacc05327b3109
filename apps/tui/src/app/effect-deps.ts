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
	/** Unix milliseconds. */
	now: () => number;
	/** Receives errors that no effect handles. */
	onUnexpectedError: (error: unknown) => void;
};

export type Dispatch = (message: Message) => void;
