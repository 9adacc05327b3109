import type { Me } from "@signoff/core/contract";

/** Remembers the owner of a token, so that `me` is read once per client. */
export type IdentityCache = {
	get(token: string | null): Me | null;
	set(token: string | null, me: Me | null): void;
};

/** Holds one person: a client acts for one at a time. */
export function createIdentityCache(): IdentityCache {
	let cached: { token: string; me: Me } | null = null;
	return {
		get: (token) =>
			cached !== null && cached.token === token ? cached.me : null,
		set: (token, me) => {
			if (token !== null && me !== null) cached = { token, me };
		},
	};
}
