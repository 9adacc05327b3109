import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CommandContext } from "./process.ts";

/** How many worker threads share `count` items of work; at least one. */
export function workerCount(count: number): number {
	return Math.min(availableParallelism(), Math.max(1, count));
}

/** Runs a share of the work in a worker thread of the program, and resolves to the message that it posts. */
export function runInThread<T>(
	workerData: unknown,
	{ program }: CommandContext,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(program, { workerData });
		worker.once("message", resolve);
		worker.once("error", reject);
	});
}
