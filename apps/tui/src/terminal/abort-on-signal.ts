/** A signal that aborts on the first SIGINT or SIGTERM. The second one ends the process, as it does by default. */
export function abortOnSignal(): AbortSignal {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"] as const)
		process.once(name, () => controller.abort());
	return controller.signal;
}
