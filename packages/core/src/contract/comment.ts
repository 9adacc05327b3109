/**
 * A comment in the form in which two are compared. Servers trim comments and change line ends and Unicode
 * normalization, so these do not count as a difference.
 */
export function normalizeComment(comment: string | null | undefined): string {
	return (comment ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim();
}
