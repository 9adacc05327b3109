/** The checks of the rehearsal that have ended. */
export type Results = { passed: number; failed: number };

export const results: Results = { passed: 0, failed: 0 };

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs a check and prints one line with its result. Two checks run at once; the others wait. Resolves in any case: a
 * failed check does not stop the others.
 */
export async function check(
	name: string,
	run: () => Promise<void>,
): Promise<void> {
	if (running === 2)
		await new Promise<void>((resolve) => waiting.push(resolve));
	running += 1;
	const startedAt = performance.now();
	let failure: string | null = null;
	try {
		await run();
	} catch (error) {
		failure = error instanceof Error ? error.message : String(error);
	}
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	console.log(
		`${failure === null ? "ok    " : "FAILED"} ${name.padEnd(72)} ${seconds.padStart(5)} s`,
	);
	if (failure === null) results.passed += 1;
	else {
		results.failed += 1;
		console.log(failure.replace(/^/gm, "       "));
	}
	running -= 1;
	waiting.shift()?.();
}

/** Throws an error unless a condition holds. */
export function assert(condition: boolean, message: string): asserts condition {
	if (!condition) throw new Error(message);
}
