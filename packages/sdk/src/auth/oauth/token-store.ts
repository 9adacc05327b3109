import type { Tokens } from "@signoff/core/oauth";

/** Where tokens are stored: one store for each login. `fileTokenStore` of `@signoff/sdk/node` is one. */
export type TokenStore = {
	/** The tokens saved last, by any process that shares the store; `null` if there are none. */
	load(): Promise<Tokens | null>;
	/** Resolves once the tokens would survive a crash; they are used only after that. */
	save(tokens: Tokens): Promise<void>;
	/**
	 * Runs `work` under a lock that all who share the store respect. The lock ends with the work, however that ends, or
	 * with its owner's process.
	 */
	lock<T>(work: () => Promise<T>): Promise<T>;
};

/** Stores tokens in memory, for as long as the process runs. */
export function memoryTokenStore(): TokenStore {
	let stored: Tokens | null = null;
	let last: Promise<unknown> = Promise.resolve();
	return {
		load: async () => stored,
		save: async (tokens) => {
			stored = tokens;
		},
		lock(work) {
			const done = last.then(work);
			last = done.catch(() => undefined);
			return done;
		},
	};
}
