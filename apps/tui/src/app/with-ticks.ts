import type { Dispatch, EffectDeps } from "./effect-deps.ts";

const tickMs = 1_000;

/** Waits for work. Reports the time at its begin and each second, so that screens show how long it takes. */
export async function withTicks<T>(
	{ now, signal }: Pick<EffectDeps, "now" | "signal">,
	dispatch: Dispatch,
	work: Promise<T>,
): Promise<T> {
	const tick = (): void => dispatch({ kind: "ticked", now: now() });
	tick();
	const timer = setInterval(tick, tickMs);
	const stop = (): void => clearInterval(timer);
	signal.addEventListener("abort", stop, { once: true });
	try {
		return await work;
	} finally {
		stop();
		signal.removeEventListener("abort", stop);
	}
}
