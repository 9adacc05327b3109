import { randomBytes } from "node:crypto";

/** The access tokens that a world has given, by the part that nobody can guess; until when each is good, Unix milliseconds. */
export type Access = { lifeMs: number; goodUntil: Map<string, number> };

/** A secret that cannot be guessed, safe in a header. */
export function newSecret(): string {
	return randomBytes(24).toString("base64url");
}

/** Gives another token; those given before stay as good as they are. */
export function issue({ lifeMs, goodUntil }: Access, now: number): string {
	const secret = newSecret();
	goodUntil.set(secret, now + lifeMs);
	return secret;
}

/** Whether a token is good. */
export function isGood(
	{ goodUntil }: Access,
	secret: string,
	now: number,
): boolean {
	return now < (goodUntil.get(secret) ?? 0);
}

/** No token given so far is good any more. */
export function expireAll({ goodUntil }: Access): void {
	for (const secret of goodUntil.keys()) goodUntil.set(secret, 0);
}
