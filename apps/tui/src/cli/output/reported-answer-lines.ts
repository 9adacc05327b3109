import { describe } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { ReportedAnswer } from "../../model/reported-answer.ts";
import { subjectText } from "../../model/response-subject.ts";
import type { Theme } from "../../terminal/theme.ts";
import { onRecordLines, outcomeLines } from "./outcome-lines.ts";

const staysInOutbox =
	"It stays in the outbox, and is settled when the app is next open.";

/** An answer of the app: its outcome, and below it its item, step, option and instance. */
export function reportedAnswerLines(
	answer: ReportedAnswer,
	theme: Theme,
): string[] {
	const about = subjectText(answer.subject);
	if (answer.kind === "draft")
		return ["Not sent; it is a draft again:", `  ${sanitize(about)}`];
	const { outcome, isOpen } = answer;
	const { sentence, next } = describe(outcome);
	return [
		...outcomeLines(
			outcome.kind,
			sentence,
			isOpen ? staysInOutbox : next,
			theme,
			about,
		),
		...onRecordLines(outcome),
	];
}
