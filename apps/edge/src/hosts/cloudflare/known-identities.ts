import type { Me } from "@signoff/core";
import type { Identities } from "../../upstreams/procore/identities.ts";

const lifeMs = 60_000;
const maxEntries = 10_000;

/**
 * Creates a cache of the callers for Workers. It shares results and not requests: a request ends with its caller's
 * connection, and whoever waited for it would wait for ever.
 *
 * @param now Unix milliseconds
 */
export function createKnownIdentities(now: () => number): Identities {
	const entries = new Map<string, { until: number; me: Me }>();
	return {
		async read(clients, credential, scope, options) {
			const { token_hash } = credential;
			const known = entries.get(token_hash);
			if (known !== undefined && known.until > now()) return known.me;
			const me = await clients(credential).me(scope, options);
			entries.delete(token_hash);
			entries.set(token_hash, { until: now() + lifeMs, me });
			const [oldest] = entries.keys();
			if (entries.size > maxEntries && oldest !== undefined)
				entries.delete(oldest);
			return me;
		},
		forget: ({ token_hash }) => entries.delete(token_hash),
	};
}
