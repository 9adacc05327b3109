import type { Tokens } from "@signoff/core/oauth";
import { delay } from "../../util/timers.ts";
import type { App } from "./app-options.ts";

/** The store holds tokens of another app or environment. */
export class TokenAudienceMismatch extends Error {
	override readonly name = "TokenAudienceMismatch";
}

/** A token store that retries saving, and holds tokens that it could not save. */
export type DurableTokenStore = {
	/** The stored tokens. */
	read(): Promise<Tokens | null>;
	/** The latest tokens, under the lock: first saves those that could not be saved before. */
	loadLatest(): Promise<Tokens | null>;
	/** Saves tokens, under the lock. Retries for a while, then rejects. */
	save(tokens: Tokens): Promise<void>;
	/**
	 * Marks a refresh token as refused: neither this process nor any other that shares the store sends it again.
	 *
	 * @param seedRefreshToken the refresh token that the user brought
	 */
	invalidate(
		refreshToken: string,
		seedRefreshToken: string | null,
	): Promise<void>;
};

const saveRetryDelaysMs = [250, 500, 1_000, 2_000, 4_000];

/**
 * New tokens replace a refresh token that is used up, so they must not be lost if they cannot be saved: this process
 * holds them, unused, and saves them as soon as it can. The lock is held during the retries, since another process would
 * only find the refresh token that is used up.
 */
export function createDurableTokenStore({
	store,
	audience,
}: Pick<App, "store" | "audience">): DurableTokenStore {
	let unsaved: Tokens | null = null;
	const refused = new Set<string | null>();

	async function read(): Promise<Tokens | null> {
		const stored = await store.load();
		if (stored === null) return null;
		if (stored.audience !== audience) throw new TokenAudienceMismatch();
		return refused.has(stored.refresh_token)
			? { ...stored, refresh_token: null }
			: stored;
	}

	async function loadLatest(): Promise<Tokens | null> {
		const stored = await read();
		if (unsaved === null) return stored;
		const isNewer = stored !== null && stored.issued_at > unsaved.issued_at;
		if (!isNewer) await store.save(unsaved);
		const latest = isNewer ? stored : unsaved;
		unsaved = null;
		return latest;
	}

	async function save(tokens: Tokens): Promise<void> {
		unsaved = tokens;
		for (const delayMs of saveRetryDelaysMs) {
			try {
				await store.save(tokens);
				unsaved = null;
				return;
			} catch {
				await delay(delayMs, undefined).elapsed;
			}
		}
		await store.save(tokens);
		unsaved = null;
	}

	async function invalidate(
		refreshToken: string,
		seed_refresh_token: string | null,
	): Promise<void> {
		const stored = await store.load();
		refused.add(refreshToken);
		if (stored === null)
			await save({ ...noTokens, seed_refresh_token, audience });
		else if (stored.refresh_token === refreshToken)
			await save({ ...stored, refresh_token: null });
	}

	return { read, loadLatest, save, invalidate };
}

const noTokens = {
	access_token: null,
	issued_at: 0,
	expires_at: 0,
	refresh_token: null,
};
