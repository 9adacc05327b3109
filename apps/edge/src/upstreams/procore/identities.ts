import type { Me, Scope } from "@signoff/core";
import type { ReadOptions } from "@signoff/sdk";
import type { Clients, Credential } from "../../settlements/ports.ts";

type Caller = Extract<Credential, { kind: "caller" }>;

/** The owners of the callers' tokens. */
export type Identities = {
	/**
	 * The owner of a token, which was read at most 60 s ago.
	 *
	 * @throws {SignoffError} if it cannot be read
	 */
	read(
		clients: Clients,
		credential: Caller,
		scope: Scope,
		options: ReadOptions,
	): Promise<Me>;
	/** Forgets the owner of a token that was refused. */
	forget(credential: Caller): void;
};

const lifeMs = 60_000;
const maxEntries = 10_000;

/**
 * Creates a cache of the callers, by the hashes of their tokens.
 *
 * @param now Unix milliseconds
 */
export function createIdentities(now: () => number): Identities {
	const entries = new Map<string, { until: number; me: Promise<Me> }>();

	function remember(hash: string, me: Promise<Me>): void {
		entries.delete(hash);
		entries.set(hash, { until: now() + lifeMs, me });
		me.catch(() => {
			if (entries.get(hash)?.me === me) entries.delete(hash);
		});
		const [oldest] = entries.keys();
		if (entries.size > maxEntries && oldest !== undefined)
			entries.delete(oldest);
	}

	return {
		read(clients, credential, scope, options) {
			const { token_hash } = credential;
			const known = entries.get(token_hash);
			if (known !== undefined && known.until > now()) return known.me;
			const me = clients(credential).me(scope, options);
			remember(token_hash, me);
			return me;
		},
		forget: ({ token_hash }) => entries.delete(token_hash),
	};
}
