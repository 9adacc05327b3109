import { promisify } from "node:util";

const eventLoopTurn = promisify(setImmediate);

// A connection that came in is accepted, read and parsed within so many turns of the event loop.
const idleTurns = 5;

/** Counts what is still to have its effect in a world. */
export class InFlightRequests {
	private count = 0;
	private waiting: (() => void)[] = [];

	/** Something begins; the function given back ends it. */
	begin(): () => void {
		this.count++;
		return () => {
			this.count--;
			if (this.count > 0) return;
			for (const resolve of this.waiting.splice(0)) resolve();
		};
	}

	/** Resolves once nothing is under way, what has reached this machine's sockets by now included. */
	async whenIdle(): Promise<void> {
		for (let calm = 0; calm < idleTurns; calm++) {
			if (this.count > 0) {
				calm = 0;
				await new Promise<void>((resolve) => this.waiting.push(resolve));
			}
			await eventLoopTurn();
		}
	}
}
