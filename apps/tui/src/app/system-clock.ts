import type { Clock } from "./key-guard.ts";

/** The clock of the process. Timers fire late if the process is busy: input that waits by then is read before `run`. */
export const systemClock: Clock = {
	now: () => performance.now(),
	after: (ms, run) => {
		let immediate: NodeJS.Immediate | undefined;
		const timer = setTimeout(
			() => {
				immediate = setImmediate(run);
			},
			Math.max(0, Math.ceil(ms)),
		);
		return () => {
			clearTimeout(timer);
			clearImmediate(immediate);
		};
	},
};
