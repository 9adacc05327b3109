import type { Tokens } from "@signoff/core/oauth";

/** Where tokens are kept: one store for each login. `fileTokenStore` of `@signoff/sdk/node` is one. */
export type TokenStore = {
	/** What was saved last, by whoever shares the store; `null` where nothing was. */
	load(): Promise<Tokens | null>;
	/** Resolves once the tokens would survive a crash: only then are they used. */
	save(tokens: Tokens): Promise<void>;
	/**
	 * Does something while nobody else who shares the store does. The lock ends with the work, however it ends, and
	 * with its owner.
	 */
	lock<T>(work: () => Promise<T>): Promise<T>;
};

/** Keeps tokens as long as the process lives. */
export function memoryTokenStore(): TokenStore {
	let held: Tokens | null = null;
	let last: Promise<unknown> = Promise.resolve();
	return {
		load: async () => held,
		save: async (tokens) => {
			held = tokens;
		},
		lock(work) {
			const done = last.then(work);
			last = done.catch(() => undefined);
			return done;
		},
	};
}
