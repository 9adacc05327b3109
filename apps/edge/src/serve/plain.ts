/** A text that is safe to print: what could steer a terminal is shown as `�`. */
export function plain(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD");
}
