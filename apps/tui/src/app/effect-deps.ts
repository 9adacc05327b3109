import type { Client } from "@signoff/sdk";
import type { InboxCache } from "../inbox-cache/inbox-cache.ts";
import type { Guardrails } from "../model/guardrails.ts";
import type { PathBase } from "../model/typed-paths.ts";
import type { Outbox } from "../outbox/outbox-api.ts";
import type { Message } from "./messages.ts";

/** Where answers and drafts are stored. */
export type OutboxSettings = {
	/** Opens the file. @throws {OutboxError} if it cannot be used */
	open: () => Outbox;
	/** See `OutboxIdentity`. */
	environment: string;
	/** How long an answer can be taken back, in milliseconds. */
	undoMs: number;
};

/** What effects need to run. */
export type EffectDeps = {
	client: Client;
	outbox: OutboxSettings;
	/** Keeps the inbox between runs. Without it nothing is kept. */
	inboxCache?: InboxCache | undefined;
	/** What the config file does not allow. */
	guardrails: Guardrails;
	/** The deadline of a submission, in milliseconds. */
	deadlineMs: number | undefined;
	/** Aborts all reads when the app is closed. */
	signal: AbortSignal;
	/** Resolves once the first frame was drawn. */
	drawn: Promise<void>;
	/** Opens a text in the person's editor. Rejects with an error for the person. */
	edit: (text: string) => Promise<string>;
	/** What short paths of files begin with. */
	paths: PathBase;
	/** Copies a text into the clipboard of the terminal. */
	copy: (text: string) => void;
	/** Opens a web address in the browser. */
	openUrl: (url: string) => Promise<void>;
	/** Stops the app until it is continued. */
	suspend: () => Promise<void>;
	/** Unix milliseconds. */
	now: () => number;
	/** Receives errors that no effect handles. */
	onUnexpectedError: (error: unknown) => void;
};

export type Dispatch = (message: Message) => void;
