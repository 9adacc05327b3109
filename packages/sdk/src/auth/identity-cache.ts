import type { Me } from "@signoff/core/contract";

/**
 * The owners of many tokens, so that `me` is read once for each. Clients may share one. It stores hashes of tokens, not
 * the tokens.
 */
export type IdentityCache = {
	/**
	 * @param token the origin of the API and the access token
	 * @returns the token's owner; `null` if it is not known
	 */
	get(token: string): Promise<Me | null>;
	/** Remembers the owner of a token. Never rejects. */
	set(token: string, me: Me): Promise<void>;
};

/** Each entry takes about 300 bytes. */
const maxEntries = 1_000;

/**
 * Creates a cache for the option `identityCache` of `createClient`. It holds the 1,000 owners used last, by the
 * SHA-256 of their tokens. Without `crypto.subtle` (a page that is not served over https) it holds none.
 */
export function createIdentityCache(): IdentityCache {
	// In the order of their last use.
	const owners = new Map<string, Me>();
	// Tokens whose hash is being computed.
	const pending = new Map<string, Me>();

	function remember(hash: string, me: Me): void {
		owners.delete(hash);
		owners.set(hash, me);
		const [oldest] = owners.keys();
		if (owners.size > maxEntries && oldest !== undefined) owners.delete(oldest);
	}

	async function find(token: string): Promise<Me | null> {
		const hash = await sha256(token);
		const me = hash === null ? undefined : owners.get(hash);
		if (hash === null || me === undefined) return null;
		remember(hash, me);
		return me;
	}

	return {
		get: async (token) => pending.get(token) ?? find(token),
		async set(token, me) {
			pending.set(token, me);
			const hash = await sha256(token);
			pending.delete(token);
			if (hash !== null) remember(hash, me);
		},
	};
}

/** Each byte as a character; `null` if the runtime has no `crypto.subtle`. */
async function sha256(text: string): Promise<string | null> {
	try {
		const bytes = new TextEncoder().encode(text);
		const hash = await crypto.subtle.digest("SHA-256", bytes);
		return String.fromCharCode(...new Uint8Array(hash));
	} catch {
		return null;
	}
}
