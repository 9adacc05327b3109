import type { TokenStore, Tokens } from "@signoff/sdk";
import type { Keychain } from "./keychain.ts";
import type { TokenFile } from "./token-file.ts";
import { parseTokens } from "./token-file.ts";

/**
 * Stores tokens in the system's keychain. The file's lock makes processes refresh one at a time, and the file takes the
 * tokens that the keychain does not: some limit the length of a secret, and one may be locked. A refresh token works
 * once, so the tokens issued last must not be lost for such a reason.
 *
 * @param name of the keychain's entry
 */
export function keychainTokenStore(
	keychain: Keychain,
	name: string,
	file: TokenFile,
): TokenStore {
	return {
		async load() {
			const saved = await file.store.load();
			try {
				return latest(parseTokens(await keychain.get(name)), saved);
			} catch (error) {
				if (saved !== null) return saved;
				throw error;
			}
		},
		async save(tokens) {
			try {
				await keychain.set(name, JSON.stringify(tokens));
			} catch {
				return file.store.save(tokens);
			}
			await file.remove();
		},
		lock: (work) => file.store.lock(work),
	};
}

function latest(kept: Tokens | null, saved: Tokens | null): Tokens | null {
	if (kept === null || saved === null) return kept ?? saved;
	return saved.issued_at > kept.issued_at ? saved : kept;
}
