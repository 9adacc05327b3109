import { AsyncLocalStorage } from "node:async_hooks";
import type { LocalAccounts } from "../../upstreams/procore/account-clients.ts";

/** The settlement of the round that runs: its saves name it, and its requests are those of that settlement. */
export type Rounds = AsyncLocalStorage<{ id: string | null }>;

/** No round runs yet. */
export function createRounds(): Rounds {
	return new AsyncLocalStorage();
}

/** Runs each round of a settlement in its async context. */
export function inRounds(
	accounts: LocalAccounts,
	rounds: Rounds,
): LocalAccounts {
	return {
		...accounts,
		clients(credential, hooks) {
			const client = accounts.clients(credential, hooks);
			return {
				...client,
				settle: (from, options) =>
					rounds.run({ id: null }, () => client.settle(from, options)),
			};
		},
	};
}
