import { setImmediate, setTimeout } from "node:timers/promises";

/** Time without an arrival after which every client that sends all the time waits for a reply, in milliseconds. */
const quietMs = 60;

/** The most periods that are waited for one without an arrival, about 5 s, since new connections may never cease. */
const maxPeriods = 80;

/** The reply of a request, before its headers are sent. */
type Outgoing = { setHeader(name: string, value: string): unknown };

/**
 * Holds back replies while a server stops, so that its listener closes at a moment when no client connects: a connection
 * that is not accepted yet would be reset.
 */
export class Drain {
	#isStopping = false;
	#arrivals = 0;
	readonly #released = Promise.withResolvers<void>();

	/** Whether the server stops, or has stopped. */
	get isStopping(): boolean {
		return this.#isStopping;
	}

	/** Counts a connection or a request that has arrived. */
	arrived(): void {
		this.#arrivals += 1;
	}

	/** Resolves when a reply may be sent. While the server stops, the reply ends its connection. */
	async beforeReply(outgoing: Outgoing): Promise<void> {
		if (!this.#isStopping) return;
		await this.#released.promise;
		outgoing.setHeader("Connection", "close");
	}

	/** Holds all replies from now on; resolves when no connection and no request has arrived for some time. */
	async begin(): Promise<void> {
		this.#isStopping = true;
		for (let period = 0; period < maxPeriods; period++) {
			this.#arrivals = 0;
			await setTimeout(quietMs);
			// What arrived while the process was busy is counted before this resolves. Node accepts one connection at a time.
			await setImmediate();
			if (this.#arrivals === 0) return;
		}
	}

	/** Sends the replies that are held, and all later ones at once. */
	release(): void {
		this.#released.resolve();
	}
}
