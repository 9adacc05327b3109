import type { Instance, Outcome, Submission } from "@signoff/core";
import type { Credential } from "./ports.ts";

/** A submission, and how its caller waits for the outcome. */
export type SettlementRequest = {
	/** See `settlementId`. */
	id: string;
	principal: string;
	credential: Credential;
	submission: Submission;
	/** The instance, if it was just read with the same credential. */
	instance: Instance | null;
	/** How long the caller waits, in milliseconds; 0 with `respond-async` alone. */
	waitMs: number;
	/** Whether the settlement goes on if no caller waits (`respond-async`). */
	isAsync: boolean;
};

/** What a caller receives. */
export type SettlementReply =
	| { kind: "outcome"; outcome: Outcome }
	/** The settlement goes on, and is stored. Ask for it after `retry_at` (Unix milliseconds). */
	| { kind: "accepted"; retry_at: number };
