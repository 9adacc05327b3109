import { promisify } from "node:util";

const eventLoopTurn = promisify(setImmediate);

// A connection that has arrived is accepted, read and parsed within this many turns of the event loop.
const idleTurns = 5;

/** Counts the requests of a world that have not had their effect yet. */
export class InFlightRequests {
	private count = 0;
	private waiting: (() => void)[] = [];

	/** Adds a request. The function returned removes it. */
	begin(): () => void {
		this.count++;
		return () => {
			this.count--;
			if (this.count > 0) return;
			for (const resolve of this.waiting.splice(0)) resolve();
		};
	}

	/** Resolves once no request is in flight, including those that have only reached the system's sockets. */
	async whenIdle(): Promise<void> {
		for (let idle = 0; idle < idleTurns; idle++) {
			if (this.count > 0) {
				idle = 0;
				await new Promise<void>((resolve) => this.waiting.push(resolve));
			}
			await eventLoopTurn();
		}
	}
}
