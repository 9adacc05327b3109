import { randomBytes } from "node:crypto";

/** A world's access tokens, by their secret part; the values are when each expires, in Unix milliseconds. */
export type AccessTokens = {
	lifetimeMs: number;
	expiresAt: Map<string, number>;
};

/** A secret that cannot be guessed and is safe in a header. */
export function randomSecret(): string {
	return randomBytes(24).toString("base64url");
}

/** Issues another token. Earlier ones stay valid. */
export function issueToken(
	{ lifetimeMs, expiresAt }: AccessTokens,
	now: number,
): string {
	const secret = randomSecret();
	expiresAt.set(secret, now + lifetimeMs);
	return secret;
}

/** Whether a token was issued and has not expired. */
export function isValid(
	{ expiresAt }: AccessTokens,
	secret: string,
	now: number,
): boolean {
	return now < (expiresAt.get(secret) ?? 0);
}

/** Expires every token issued so far. */
export function expireAll({ expiresAt }: AccessTokens): void {
	for (const secret of expiresAt.keys()) expiresAt.set(secret, 0);
}
