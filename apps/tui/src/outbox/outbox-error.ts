import type { Outcome } from "@signoff/core";

/** Why the outbox cannot be used, in a sentence for a person. Nothing is sent without it. */
export class OutboxError extends Error {
	override readonly name = "OutboxError";
	/** What is known about the response that was being sent; `null` if none was. */
	outcome: Outcome | null = null;
}

/** Another process has taken over the entry, since this one did not renew its lease: it must not send anything more. */
export class LeaseLostError extends Error {
	override readonly name = "LeaseLostError";

	constructor() {
		super("Another process sends this entry.");
	}
}
