import { setTimeout } from "node:timers/promises";

/** If the process is not stopped by then, no shell can continue it, and the signal is ignored. */
const ignoredMs = 200;

/** Stops the processes of this job, as Ctrl-Z does, and resolves when they are continued. */
export async function suspendJob(): Promise<void> {
	const ignored = new AbortController();
	const continued = new Promise<void>((resolve) =>
		process.once("SIGCONT", () => resolve()),
	);
	process.kill(0, "SIGTSTP");
	await Promise.race([
		continued,
		setTimeout(ignoredMs, undefined, { signal: ignored.signal }).catch(
			() => {},
		),
	]);
	ignored.abort();
}
