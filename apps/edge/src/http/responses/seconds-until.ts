/**
 * A moment as the value of `Retry-After`.
 *
 * @param at Unix milliseconds, as `now`
 */
export function secondsUntil(at: number, now: number): string {
	return String(Math.max(1, Math.ceil((at - now) / 1_000)));
}
