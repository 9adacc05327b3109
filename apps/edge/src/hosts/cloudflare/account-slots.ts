import type { RateLimiter } from "@signoff/sdk";
import type { Completed, SlotMessage, SlotReply } from "./account-messages.ts";

/** The operations of an account, which run in other objects and in Workers. */
export type AccountSlots = {
	/** Applies what happened to an operation. */
	receive(operation: string, message: SlotMessage): SlotReply;
	/** Waits until a request of an operation may go, but not for long: the caller then asks again. */
	wait(operation: string): Promise<SlotReply>;
};

type Entry = {
	slot: ReturnType<RateLimiter["openSlot"]>;
	/** Ends the operation if nothing is heard of it. */
	lease: ReturnType<typeof setTimeout>;
	isGranted: boolean;
};

/**
 * How long an operation may be silent, in milliseconds. It is longer than a request takes. After it the operation's
 * object has ended, and its request no longer keeps others waiting.
 */
const leaseMs = 60_000;
/** The longest reply to `wait`, in milliseconds: it renews the lease. */
const longestWaitMs = 20_000;

/** Gives the operations of an account slots of one rate limiter. An operation that was forgotten begins anew. */
export function createAccountSlots(rateLimiter: RateLimiter): AccountSlots {
	const entries = new Map<string, Entry>();

	function entryOf(operation: string): Entry {
		const known = entries.get(operation);
		clearTimeout(known?.lease);
		const lease = setTimeout(() => end(operation), leaseMs);
		const entry = known ?? {
			slot: rateLimiter.openSlot(),
			isGranted: false,
			lease,
		};
		entry.lease = lease;
		entries.set(operation, entry);
		return entry;
	}

	function end(operation: string): void {
		const entry = entries.get(operation);
		clearTimeout(entry?.lease);
		entries.delete(operation);
		entry?.slot.dispose();
	}

	/** A request that was granted counts as sent. A grant whose reply was lost is given again. */
	function acquire(entry: Entry): SlotReply {
		entry.isGranted ||= entry.slot.tryAcquire(false);
		return {
			granted: entry.isGranted,
			blocked_ms: entry.isGranted ? 0 : entry.slot.blockedMs(),
		};
	}

	return {
		receive(operation, { urgent, completed, acquire: acquires, dispose }) {
			const entry = entryOf(operation);
			if (urgent) entry.isGranted = entry.slot.tryAcquire(true);
			if (completed !== undefined) {
				entry.isGranted = false;
				entry.slot.complete(eventOf(completed));
			}
			const reply = acquires ? acquire(entry) : noReply;
			if (acquires && !reply.granted) void entry.slot.wait();
			if (dispose) end(operation);
			return reply;
		},
		async wait(operation) {
			const entry = entryOf(operation);
			const first = acquire(entry);
			if (first.granted) return first;
			const { promise, resolve } = Promise.withResolvers<void>();
			const timeout = setTimeout(resolve, longestWaitMs);
			await Promise.race([entry.slot.wait(), promise]);
			clearTimeout(timeout);
			// It may have ended meanwhile.
			return entries.get(operation) === entry
				? acquire(entryOf(operation))
				: first;
		},
	};
}

const noReply: SlotReply = { granted: false, blocked_ms: 0 };

function eventOf(completed: Completed) {
	return completed === null
		? ({ kind: "no_response" } as const)
		: ({ kind: "response", data: null, ...completed } as const);
}
