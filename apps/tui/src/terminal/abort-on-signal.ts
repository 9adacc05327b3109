/** A signal that aborts on the first SIGINT or SIGTERM. The second one ends the process, as it does by default. */
export function abortOnSignal(): AbortSignal {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"] as const)
		process.once(name, () => controller.abort());
	return controller.signal;
}

/**
 * Ignores SIGINT while another process has the terminal, since Ctrl-C is meant for that process. Returns a function that
 * restores the listeners.
 */
export function ignoreInterrupts(): () => void {
	const listeners = process.rawListeners("SIGINT");
	const ignore = (): void => {};
	process.removeAllListeners("SIGINT").on("SIGINT", ignore);
	return () => {
		for (const each of listeners)
			process.on("SIGINT", each as NodeJS.SignalsListener);
		process.off("SIGINT", ignore);
	};
}
