const bytesOfHash = 32;

/**
 * The SHA-256 of a key's secret, in hexadecimal. A secret has 256 random bits, which cannot be guessed: a slow hash for
 * passwords would add no security, only time to each request.
 */
export async function secretHash(secret: string): Promise<string> {
	const digest = await crypto.subtle.digest(
		"SHA-256",
		new TextEncoder().encode(secret),
	);
	return Array.from(new Uint8Array(digest), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
}

/** A hash that no secret is known to have, for the work that an unknown key costs. */
export const noHash: string = "0".repeat(2 * bytesOfHash);

/** Compares two hashes. The time does not depend on where they differ. */
export function isSameHash(left: string, right: string): boolean {
	let difference = left.length ^ right.length;
	for (let index = 0; index < 2 * bytesOfHash; index++)
		difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
	return difference === 0;
}
