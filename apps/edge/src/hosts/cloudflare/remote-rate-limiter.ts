import type { RateLimiter } from "@signoff/sdk";
import { type SlotMessage, slotReplySchema } from "./account-messages.ts";
import { callObject, type ObjectAddress } from "./call-object.ts";
import { inBackground } from "./request-context.ts";

type Slot = ReturnType<RateLimiter["openSlot"]>;

/** The pause before the account's object is asked again after it could not be reached, in milliseconds. */
const unreachablePauseMs = 1_000;

const unreachable = { granted: false, blocked_ms: 0 };

/** The rate limit of an account, which is in the account's durable object. */
export function remoteRateLimiter(account: ObjectAddress): RateLimiter {
	return {
		openSlot: () => remoteSlot(account, crypto.randomUUID()),
		// Only bulk operations reserve requests, and an edge has none.
		reserve: () => () => {},
	};
}

/** A request goes only once the account has granted it: the first try returns false, and `wait` asks. */
function remoteSlot(account: ObjectAddress, operation: string): Slot {
	const path = `/slots/${operation}`;
	let turn: Promise<void> | null = null;
	let isGranted = false;
	let isDisposed = false;
	let blockedMs = 0;
	let batch: { message: SlotMessage; reply: Promise<Reply> } | null = null;

	/** Sends what happens in one turn of the event loop as one message. */
	function send(change: Partial<SlotMessage>): Promise<Reply> {
		batch ??= { message: nothing, reply: Promise.resolve().then(sendBatch) };
		batch.message = { ...batch.message, ...change };
		return batch.reply;
	}

	async function sendBatch(): Promise<Reply> {
		const message = batch?.message;
		batch = null;
		return call(path, message);
	}

	function call(to: string, message: unknown): Promise<Reply> {
		return callObject(account, to, message, slotReplySchema).catch(
			() => unreachable,
		);
	}

	async function takeTurn(): Promise<void> {
		let reply = await send({ acquire: true });
		while (!reply.granted && !isDisposed) {
			blockedMs = reply.blocked_ms;
			if (reply === unreachable) await pause();
			reply = isDisposed ? reply : await call(`${path}/wait`, {});
		}
	}

	return {
		tryAcquire(urgent) {
			if (!isGranted && urgent) inBackground(send({ urgent: true }));
			const acquired = isGranted || urgent;
			if (acquired) turn = null;
			isGranted = false;
			return acquired;
		},
		wait() {
			if (turn !== null) return turn;
			const waiting = takeTurn().then(() => {
				// An urgent request does not wait for its turn.
				if (turn === waiting) isGranted = true;
			});
			turn = waiting;
			return waiting;
		},
		blockedMs: () => blockedMs,
		complete(event) {
			blockedMs = 0;
			inBackground(
				send({
					completed:
						event.kind === "response"
							? { status: event.status, headers: event.headers }
							: null,
				}),
			);
		},
		dispose() {
			isDisposed = true;
			inBackground(send({ dispose: true }));
		},
	};
}

type Reply = { granted: boolean; blocked_ms: number };

const nothing: SlotMessage = { urgent: false, acquire: false, dispose: false };

function pause(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, unreachablePauseMs));
}
