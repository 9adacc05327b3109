import { randomBytes } from "node:crypto";

/** The access tokens that a world has given, by the part that nobody can guess; until when each is good, Unix milliseconds. */
export type AccessTokens = {
	lifetimeMs: number;
	expiresAt: Map<string, number>;
};

/** A secret that cannot be guessed, safe in a header. */
export function randomSecret(): string {
	return randomBytes(24).toString("base64url");
}

/** Gives another token; those given before stay as good as they are. */
export function issueToken(
	{ lifetimeMs, expiresAt }: AccessTokens,
	now: number,
): string {
	const secret = randomSecret();
	expiresAt.set(secret, now + lifetimeMs);
	return secret;
}

/** Whether a token is good. */
export function isValid(
	{ expiresAt }: AccessTokens,
	secret: string,
	now: number,
): boolean {
	return now < (expiresAt.get(secret) ?? 0);
}

/** No token given so far is good any more. */
export function expireAll({ expiresAt }: AccessTokens): void {
	for (const secret of expiresAt.keys()) expiresAt.set(secret, 0);
}
