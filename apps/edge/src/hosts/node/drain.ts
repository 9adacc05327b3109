import { setImmediate, setTimeout } from "node:timers/promises";

/** Time without a new request after which every client that sends all the time waits for a reply, in milliseconds. */
const quietMs = 60;

/** The wait for a quiet moment ends after this time, even if requests on new connections never cease. */
const maxWaitMs = 2_000;

/** The reply of a request, before its headers are sent. */
type Outgoing = { setHeader(name: string, value: string): unknown };

/**
 * Holds back replies while a server stops, so that its listener closes at a moment when no request is on its way. A
 * connection that is closed while a request arrives is reset.
 */
export class Drain {
	#isStopping = false;
	#arrived = 0;
	readonly #released = Promise.withResolvers<void>();

	/** Whether the server stops, or has stopped. */
	get isStopping(): boolean {
		return this.#isStopping;
	}

	/** Counts a request that has arrived. */
	requestArrived(): void {
		this.#arrived += 1;
	}

	/** Resolves when a reply may be sent. While the server stops, the reply ends its connection. */
	async beforeReply(outgoing: Outgoing): Promise<void> {
		if (!this.#isStopping) return;
		await this.#released.promise;
		outgoing.setHeader("Connection", "close");
	}

	/** Holds all replies from now on; resolves when no request has arrived for some time. */
	async begin(): Promise<void> {
		this.#isStopping = true;
		const latest = performance.now() + maxWaitMs;
		do {
			this.#arrived = 0;
			await setTimeout(quietMs);
			// Requests that arrived while the process was busy are counted before this resolves.
			await setImmediate();
		} while (this.#arrived > 0 && performance.now() < latest);
	}

	/** Sends the replies that are held, and all later ones at once. */
	release(): void {
		this.#released.resolve();
	}
}
