/**
 * How long something takes, as the end of a sentence: ` 7 s`; nothing in the first second.
 *
 * @param ms since its begin
 */
export function elapsedText(ms: number): string {
	const seconds = Math.floor(ms / 1_000);
	return seconds < 1 ? "" : ` ${seconds} s`;
}
