import type { Submission } from "@signoff/core";
import type { Session } from "../context/command-context.ts";
import type { Result } from "../output/result.ts";
import { prepare } from "../prepare.ts";
import { reading } from "../reading.ts";

/** `signoff preview`: says what an answer would come to. */
export async function preview(session: Session): Promise<Result> {
	const prepared = await prepare(session);
	return prepared.kind === "ready"
		? foretell(prepared.submission, session)
		: prepared;
}

/** Asks the sdk what a submission would come to; nothing is sent. */
export async function foretell(
	submission: Submission,
	{ client, signal }: Session,
	deadlineMs?: number,
): Promise<Result> {
	const read = await reading(
		client.preview(submission, { signal, deadlineMs }),
	);
	return read.kind === "unread"
		? { kind: "outcome", outcome: read.outcome }
		: { kind: "preview", ...read.value };
}
