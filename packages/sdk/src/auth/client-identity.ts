import type { Me } from "@signoff/core/contract";
import type { IdentityCache } from "./identity-cache.ts";

/** The owners of the tokens that one client uses. */
export type ClientIdentity = {
	/** The token's owner, synchronously for the token used last; `null` if it is not known. */
	get(token: string | null): Me | null | Promise<Me | null>;
	set(token: string | null, me: Me | null): void;
};

/**
 * Holds the owner of the token used last, which the client's `auth` holds anyway. The others are in the cache, by hash.
 *
 * @param base the API that the tokens are for
 */
export function createClientIdentity(
	cache: IdentityCache | undefined,
	base: URL,
): ClientIdentity {
	let last: { token: string; me: Me } | null = null;
	const keyOf = (token: string): string => `${base.origin} ${token}`;

	async function find(token: string, cache: IdentityCache): Promise<Me | null> {
		const me = await cache.get(keyOf(token));
		if (me !== null) last = { token, me };
		return me;
	}

	return {
		get(token) {
			if (token === null) return null;
			if (last?.token === token) return last.me;
			return cache === undefined ? null : find(token, cache);
		},
		set(token, me) {
			if (token === null || me === null || last?.token === token) return;
			last = { token, me };
			void cache?.set(keyOf(token), me);
		},
	};
}
