import type { Outcome, Submission } from "@signoff/core";
import type { ReportedAnswer } from "../model/reported-answer.ts";
import type { EntryContext, OutboxEntry } from "../outbox/entry.ts";
import { subjectOfEntry } from "./model/entry-subject.ts";

type Answer = Pick<OutboxEntry, "id" | "submission" | "context">;

/** Collects what is printed when the app has closed: the last outcome of each answer, in the order of these outcomes. */
export type OutboxReport = {
	/** @param isOpen whether the answer stays in the outbox */
	ended: (answer: Answer, outcome: Outcome, isOpen: boolean) => void;
	/** A submission that is not valid never was in the outbox. */
	invalid: (
		submission: Submission,
		context: EntryContext,
		outcome: Outcome,
	) => void;
	/** The answer is a draft since the app has closed. */
	drafted: (answer: Answer) => void;
	has: (id: string) => boolean;
	answers: () => ReportedAnswer[];
};

export function createOutboxReport(): OutboxReport {
	const answers = new Map<string, ReportedAnswer>();
	function report(id: string, answer: ReportedAnswer): void {
		// The latest one is the last one.
		answers.delete(id);
		answers.set(id, answer);
	}
	return {
		ended: (answer, outcome, isOpen) => {
			const { submission } = answer;
			const subject = subjectOfEntry(answer);
			report(answer.id, {
				kind: "outcome",
				subject,
				submission,
				outcome,
				isOpen,
			});
		},
		invalid: (submission, context, outcome) =>
			report(`invalid ${answers.size}`, {
				kind: "outcome",
				subject: subjectOfEntry({ submission, context }),
				submission,
				outcome,
				isOpen: false,
			}),
		drafted: (answer) =>
			report(answer.id, { kind: "draft", subject: subjectOfEntry(answer) }),
		has: (id) => answers.has(id),
		answers: () => [...answers.values()],
	};
}
