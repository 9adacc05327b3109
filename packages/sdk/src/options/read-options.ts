import type { OptionRules } from "./check-options.ts";
import { durationRule, signalRule } from "./rules.ts";

/** How long a read may take, and what aborts it. */
export type ReadOptions = {
	/** Aborts the call: it rejects with an `AbortError`. */
	signal?: AbortSignal | undefined;
	/** Milliseconds until the call ends, whatever is known by then. @default 30_000 */
	deadlineMs?: number | undefined;
	/** Longest wait for one HTTP response, in milliseconds; never more than half the deadline. @default 10_000 */
	attemptTimeoutMs?: number | undefined;
};

/** The rules of {@link ReadOptions}, for options that include them. */
export const readRules: OptionRules<ReadOptions> = {
	signal: signalRule,
	deadlineMs: durationRule,
	attemptTimeoutMs: durationRule,
};
