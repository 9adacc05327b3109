import type { Tokens } from "@signoff/core/oauth";
import { pause } from "../../util/timers.ts";
import type { App } from "./app-options.ts";

/** The store holds tokens of another app or environment. */
export class ForeignTokens extends Error {
	override readonly name = "ForeignTokens";
}

/** A store, and tokens on their way into it. */
export type Vault = {
	/** What the store holds. */
	peek(): Promise<Tokens | null>;
	/** The same under the lock, where tokens that could not be stored before come first. */
	load(): Promise<Tokens | null>;
	/** Stores tokens, under the lock. Tries again for a while; rejects where that was in vain. */
	keep(tokens: Tokens): Promise<void>;
	/**
	 * A refresh token was refused: it is not sent again, neither from here nor by anybody who shares the store.
	 *
	 * @param seed_refresh_token the refresh token that a person brought
	 */
	forget(
		refreshToken: string,
		seed_refresh_token: string | null,
	): Promise<void>;
};

const waitsMs = [250, 500, 1_000, 2_000, 4_000];

/**
 * New tokens are worth more than those they replace, which are used up by then. So they are not given up where they
 * cannot be stored: this process holds them, unused, and stores them as soon as it can. The lock stays held while it
 * tries, since anybody else would only find the refresh token that is used up.
 */
export function createVault({
	store,
	issuedFor,
}: Pick<App, "store" | "issuedFor">): Vault {
	let unsaved: Tokens | null = null;
	const refused = new Set<string | null>();

	async function peek(): Promise<Tokens | null> {
		const stored = await store.load();
		if (stored === null) return null;
		if (stored.audience !== issuedFor) throw new ForeignTokens();
		return refused.has(stored.refresh_token)
			? { ...stored, refresh_token: null }
			: stored;
	}

	async function load(): Promise<Tokens | null> {
		const stored = await peek();
		if (unsaved === null) return stored;
		const newer = stored !== null && stored.issued_at > unsaved.issued_at;
		if (!newer) await store.save(unsaved);
		const result = newer ? stored : unsaved;
		unsaved = null;
		return result;
	}

	async function keep(tokens: Tokens): Promise<void> {
		unsaved = tokens;
		for (const waitMs of waitsMs) {
			try {
				await store.save(tokens);
				unsaved = null;
				return;
			} catch {
				await pause(waitMs, undefined).over;
			}
		}
		await store.save(tokens);
		unsaved = null;
	}

	async function forget(
		token: string,
		seed_refresh_token: string | null,
	): Promise<void> {
		const stored = await store.load();
		refused.add(token);
		if (stored === null)
			await keep({ ...nothing, seed_refresh_token, audience: issuedFor });
		else if (stored.refresh_token === token)
			await keep({ ...stored, refresh_token: null });
	}

	return { peek, load, keep, forget };
}

const nothing = {
	access_token: null,
	issued_at: 0,
	expires_at: 0,
	refresh_token: null,
};
