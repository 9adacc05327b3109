import type { Outcome } from "@signoff/core";
import type { Claim } from "./claim.ts";
import { delay } from "./delay.ts";
import type { NewEntry, OutboxEntry } from "./entry.ts";
import type { OutboxIdentity } from "./identity.ts";
import type { Outbox } from "./outbox-api.ts";

/** What a command that wants to send an answer gets. */
export type Turn =
	/** It sends the answer. */
	| { kind: "claimed"; claim: Claim }
	/** Another process has sent the same answer meanwhile. */
	| { kind: "settled"; outcome: Outcome }
	/** Another process still holds or sends the same answer. */
	| { kind: "busy"; entry: OutboxEntry }
	/** Another answer of this person to the step is not settled. */
	| { kind: "unsettled"; entry: OutboxEntry };

/** Durations in milliseconds. */
export type TurnOptions = {
	/** How long to wait for another process that sends the same answer. */
	waitMs: number;
	signal: AbortSignal;
	/** Called when another process is sending it. */
	onBusy?: (() => void) | undefined;
};

const pollMs = 100;

/** Claims an answer. If another process is sending the same one, waits for its outcome, or until it has ended. */
export async function takeTurn(
	outbox: Outbox,
	identity: OutboxIdentity,
	entry: NewEntry,
	{ waitMs, signal, onBusy }: TurnOptions,
): Promise<Turn> {
	const giveUpAt = outbox.now() + waitMs;
	for (;;) {
		const submitted = outbox.submit(identity, entry);
		if (submitted.kind !== "busy") return submitted;
		onBusy?.();
		for (;;) {
			const current = outbox.get(submitted.entry.id);
			// Taken back: the person at the terminal has decided otherwise since, and this command decides again.
			if (current === null) break;
			if (current.state.kind === "settled")
				return { kind: "settled", outcome: current.state.outcome };
			if (!current.leased) break;
			if (signal.aborted || outbox.now() >= giveUpAt)
				return { kind: "busy", entry: current };
			await delay(pollMs, signal);
		}
	}
}
