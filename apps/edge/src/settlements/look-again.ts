import type { StoredSettlement } from "./stored-settlement.ts";

const soonMs = 1_000;

/**
 * When to ask for a settlement again: soon while its requests are under way, and when it goes on if it waits.
 *
 * @param now Unix milliseconds, as the result
 */
export function lookAgainAt(
	{ state, wake_at }: StoredSettlement,
	now: number,
): number {
	const { kind } = state.command;
	const isWaiting = kind === "sleep" || kind === "finish";
	return Math.max(now + soonMs, isWaiting ? (wake_at ?? 0) : 0);
}
