/** True if a value can be sent in a header unchanged: visible ASCII, no white space. */
export function isHeaderSafe(value: unknown): value is string {
	return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

/** @throws {TypeError} if a token cannot be sent in a header */
export function checkToken(token: unknown): void {
	if (!isHeaderSafe(token))
		throw new TypeError(
			"The token must be a string of visible ASCII without white space.",
		);
}
