import { parseKey } from "./key-text.ts";
import type { ApiKeyRecord } from "./record.ts";
import { isSameHash, noHash, secretHash } from "./secret-hash.ts";

/** An API key that is in use. */
export type ApiKey = {
	id: string;
	name: string;
	companies: readonly string[];
	/** If there is one, the key covers these projects only, and not the company level. */
	projects: readonly string[];
	/** Without one the key may read only. */
	responseTypes: readonly string[];
	/** Unix milliseconds; `null` for a key that does not expire. */
	expiresAt: number | null;
};

/** The API keys of an edge. */
export type ApiKeys = {
	/**
	 * The key of a token; `null` if the token is no key, or one that is unknown, revoked or expired.
	 *
	 * @param now Unix milliseconds
	 */
	verify(token: string, now: number): Promise<ApiKey | null>;
	/** The key with an id, also one that has expired; `null` if it is unknown or revoked. */
	find(id: string): ApiKey | null;
};

/** The keys of a list of records. A key whose record is not in the list is revoked. */
export function apiKeys(records: readonly ApiKeyRecord[]): ApiKeys {
	const entries = new Map(
		records.map((record) => [
			record.id,
			{ key: toApiKey(record), hash: record.hash },
		]),
	);
	return {
		async verify(token, now) {
			const { id, secret } = parseKey(token) ?? { id: "", secret: token };
			const entry = entries.get(id);
			// An unknown id costs the same work as a wrong secret, so that the time does not show which ids exist.
			const isSecret = isSameHash(
				await secretHash(secret),
				entry?.hash ?? noHash,
			);
			if (entry === undefined || !isSecret) return null;
			const { expiresAt } = entry.key;
			return expiresAt !== null && expiresAt <= now ? null : entry.key;
		},
		find: (id) => entries.get(id)?.key ?? null,
	};
}

function toApiKey({
	id,
	name,
	companies,
	projects,
	response_types: responseTypes,
	expires_at,
}: ApiKeyRecord): ApiKey {
	return {
		...{ id, name, companies, projects, responseTypes },
		expiresAt: expires_at === null ? null : Date.parse(expires_at),
	};
}
