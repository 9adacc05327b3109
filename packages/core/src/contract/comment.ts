/** Servers tidy comments up: white space at the ends, line ends and Unicode's spelling do not count after a round trip. */
export function normalizeComment(comment: string | null | undefined): string {
	return (comment ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim();
}
