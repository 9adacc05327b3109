import { AsyncLocalStorage } from "node:async_hooks";
import type { WorkerContext } from "./bindings.ts";

/** The context of the request that a Worker handles. A durable object has none, and needs none: it goes on by itself. */
const contexts = new AsyncLocalStorage<WorkerContext>();

/** Handles a request in its context. */
export function inRequestContext<T>(
	context: WorkerContext,
	handle: () => T,
): T {
	return contexts.run(context, handle);
}

/** Lets work go on after the reply of the Worker. Its error is dropped. */
export function inBackground(work: Promise<unknown>): void {
	const settled = work.catch(() => {});
	contexts.getStore()?.waitUntil(settled);
}
