/** True if a value can be sent in a header unchanged: visible ASCII, no white space. */
export function isHeaderSafe(value: unknown): value is string {
	return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}
