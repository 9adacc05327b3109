import { rm } from "node:fs/promises";
import { tokensSchema } from "@signoff/core/oauth";
import { validate } from "@signoff/core/validation";
import type { TokenStore, Tokens } from "@signoff/sdk";
import { fileTokenStore } from "@signoff/sdk/node";

/** A token store in a file, which can be removed. */
export type TokenFile = { store: TokenStore; remove: () => Promise<void> };

/** @throws {TokenFileError} as `fileTokenStore` does */
export function tokenFile(path: string): TokenFile {
	return {
		store: fileTokenStore(path),
		remove: () => rm(path, { force: true }),
	};
}

/** Parses tokens that were stored as JSON; `null` if there are none, or they are damaged. */
export function parseTokens(json: string | null): Tokens | null {
	if (json === null) return null;
	try {
		const tokens = validate(tokensSchema, JSON.parse(json));
		return tokens.kind === "parsed" ? tokens.value : null;
	} catch {
		// The parser's error would repeat the secret.
		return null;
	}
}

/** The time of expiry of a token if no server has said it. */
export const unknownExpiry = 8_640_000_000_000_000;
