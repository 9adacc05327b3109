/** A signal that aborts once the process is asked to stop; asked a second time, it stops at once. */
export function abortOnSignal(): AbortSignal {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"] as const)
		process.once(name, () => controller.abort());
	return controller.signal;
}
