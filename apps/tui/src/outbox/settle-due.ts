import type { Client } from "@signoff/sdk";
import type { OutboxEntry } from "./entry.ts";
import type { OutboxIdentity } from "./identity.ts";
import type { Outbox } from "./outbox-api.ts";
import {
	type SettleClaimOptions,
	type SettleClaimResult,
	settleClaim,
} from "./settle-claim.ts";

/** What differs between entries: what was read before, and who follows the progress. */
export type EntryOptions = Pick<
	SettleClaimOptions,
	"instance" | "objection" | "onProgress" | "onUpload"
>;

/** How due entries are sent. */
export type SettleDueOptions = Pick<
	SettleClaimOptions,
	"signal" | "patienceMs" | "deadlineMs"
> & {
	/** How many entries are sent at once. @default 4 */
	concurrency?: number | undefined;
	/** Options of one entry, asked for when it is claimed. */
	optionsOf?: ((entry: OutboxEntry) => EntryOptions) | undefined;
	/** Called when an entry is claimed. */
	onStart?: ((entry: OutboxEntry) => void) | undefined;
	/** Called with each result, and with the entry as it was when it was claimed. */
	onEnd?: ((entry: OutboxEntry, result: SettleClaimResult) => void) | undefined;
};

/**
 * Sends every entry of an identity that is due, and that no other process is sending. Resolves once each has an outcome,
 * waits, or is continued by another process. Entries of other identities stay untouched.
 *
 * @throws {OutboxError} if the outbox cannot be read or written
 */
export async function settleDue(
	outbox: Outbox,
	client: Client,
	identity: OutboxIdentity,
	options: SettleDueOptions = {},
): Promise<void> {
	const { concurrency = 4, signal } = options;
	const worker = async (): Promise<void> => {
		while (signal?.aborted !== true) {
			const claim = outbox.claimDue(identity);
			if (claim === null) return;
			options.onStart?.(claim.entry);
			const { patienceMs, deadlineMs } = options;
			const result = await settleClaim(client, claim, {
				...options.optionsOf?.(claim.entry),
				signal,
				patienceMs,
				deadlineMs,
			});
			options.onEnd?.(claim.entry, result);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
}
