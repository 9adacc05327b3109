/** Hands the terminal over to another program for a while. */
export type TerminalAccess = {
	/** Calls `run` while the app does not use the terminal, and redraws the app afterwards. */
	lend: <T>(run: () => Promise<T>) => Promise<T>;
	/** Set by the component that draws the app. */
	connect: (suspend: (run: () => Promise<void>) => Promise<void>) => void;
};

/** The terminal of an app that is not drawn yet: it cannot be lent until then. */
export function createTerminalAccess(): TerminalAccess {
	const connected =
		Promise.withResolvers<(run: () => Promise<void>) => Promise<void>>();
	return {
		connect: connected.resolve,
		lend: async <T>(run: () => Promise<T>) => {
			const suspend = await connected.promise;
			const results: Promise<T>[] = [];
			// The terminal is the app's again before a failure is reported.
			await suspend(async () => {
				const result = run();
				results.push(result);
				await result.catch(() => {});
			});
			const [result] = results;
			if (result === undefined) throw new Error("The terminal is not free.");
			return result;
		},
	};
}
