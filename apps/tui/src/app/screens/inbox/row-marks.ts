import { answeredStepId } from "../../../model/waiting-step.ts";
import { entryMark } from "../../../outbox/entry.ts";
import {
	type OutboxView,
	unseenResults,
	uploadPercent,
} from "../../model/outbox-view.ts";
import type { Tone } from "../../ui/styled-text.ts";

/** What rows show in place of their due time, by `waitingStepId`. */
export type RowMarks = ReadonlyMap<string, { text: string; tone: Tone }>;

/** The marks of the answers that are not settled, and of outcomes that the person has not seen yet. */
export function rowMarks(view: OutboxView): RowMarks {
	const marks = new Map<string, { text: string; tone: Tone }>();
	for (const { entry, outcome } of unseenResults(view))
		marks.set(answeredStepId(entry.submission), {
			text: outcome.kind,
			tone: "bad",
		});
	for (const entry of view.entries) {
		const mark = entryMark(entry);
		const upload = view.progress[entry.id]?.upload ?? null;
		if (mark !== null)
			marks.set(answeredStepId(entry.submission), {
				text:
					mark === "sending" && upload !== null
						? `upload ${uploadPercent(upload)} %`
						: mark,
				tone: mark === "sending" ? "faint" : "warning",
			});
	}
	return marks;
}
