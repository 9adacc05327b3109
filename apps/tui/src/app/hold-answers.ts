import { type Outcome, parseSubmission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { OutboxEntry } from "../outbox/entry.ts";
import type { OutboxIdentity } from "../outbox/identity.ts";
import type { Outbox } from "../outbox/outbox-api.ts";
import type { Answer } from "./messages.ts";
import type { BatchRefused, SentBatch } from "./model/batch-rows.ts";

/** Holds answers together. Those that are not valid, or whose step has another answer, are refused. */
export function holdAnswers(
	outbox: Outbox,
	identity: OutboxIdentity,
	answers: readonly Answer[],
	{
		windowMs,
		onHeld,
		onInvalid,
	}: {
		windowMs: number;
		onHeld: (entry: OutboxEntry, answer: Answer) => void;
		onInvalid: (answer: Answer, outcome: Outcome) => void;
	},
): SentBatch {
	const refused: BatchRefused[] = [];
	const refuse = (answer: Answer, outcome: Outcome | null): void => {
		const { names, submission } = answer;
		refused.push({ context: names, instance_id: submission.id, outcome });
	};
	const valid = answers.filter((answer) => {
		const parsed = parseSubmission(answer.submission);
		if (parsed.kind === "parsed") return true;
		const outcome = outcomes.invalid(parsed.issues);
		onInvalid(answer, outcome);
		refuse(answer, outcome);
		return false;
	});
	const placed = outbox.holdAll(
		identity,
		valid.map(({ submission, files, names }) => ({
			submission,
			files,
			context: names,
		})),
		windowMs,
	);
	const entries: OutboxEntry[] = [];
	for (const [index, answer] of valid.entries()) {
		const held = placed[index];
		if (held?.kind === "held") {
			onHeld(held.entry, answer);
			entries.push(held.entry);
		} else refuse(answer, null);
	}
	return { entries, refused };
}
