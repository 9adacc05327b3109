import type { Outcome, OutcomeKind } from "@signoff/core";
import { type Line, span } from "./styled-text.ts";
import { type AppTheme, markOf } from "./theme.ts";
import { markedParagraph, paragraph } from "./wrap.ts";

const again = "Press r to try again.";
const checkIds =
	"Press q to leave, and check the company, project and instance ids.";

/** What to do next after a read failed. */
const advice: Record<OutcomeKind, string> = {
	recorded: again,
	unchanged: again,
	accepted: again,
	conflict: again,
	superseded: again,
	invalid: checkIds,
	unauthenticated: "Press q to leave, get a fresh token, and start again.",
	forbidden:
		"Check with an administrator that you and this app may see the company's workflows.",
	not_found: checkIds,
	deferred: again,
	uncertain: again,
};

/** Why a read failed, and what to do next. */
export function readFailureLines(
	{ kind }: Outcome,
	message: string,
	columns: number,
	theme: AppTheme,
): Line[] {
	return [
		...markedParagraph(markOf(kind, theme), message, columns),
		...paragraph(span("  "), advice[kind], columns, "faint"),
	];
}
