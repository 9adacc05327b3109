import type { Attempt, CallName } from "@signoff/core";
import { type Line, span } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";
import { paragraph } from "./wrap.ts";

/** A request after it ended. */
const labels: Record<CallName, string> = {
	submit: "Sent your answer",
	read_instance: "Looked at the step",
	read_history: "Looked into the history",
	read_me: "Asked who you are",
	refresh_token: "Renewed the token",
};

/** Conclusions that repeat the status. */
const redundant: readonly string[] = ["", "response", "no response"];

/** A request that ended: its status and its conclusion. */
export function attemptLines(
	{ call, status, concluded }: Attempt,
	columns: number,
	theme: AppTheme,
): Line[] {
	const reply = status === null ? "no answer" : `status ${status}`;
	const conclusion = redundant.includes(concluded) ? "" : `, ${concluded}`;
	return paragraph(
		span(`${theme.glyphs.other} `, "faint"),
		`${labels[call]}: ${reply}${conclusion}`,
		columns,
	);
}
