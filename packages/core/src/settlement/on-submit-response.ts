import { compareAttachments } from "../outcome/compare-attachments.ts";
import { type OnRecordKind, outcomes } from "../outcome/outcome.ts";
import { embeddedOutcome, refusalFromResponse } from "../outcome/response.ts";
import type { ResponseEvent } from "../request/events.ts";
import { withConclusion } from "./attempts.ts";
import type { SettlementState, Transition } from "./state.ts";
import { finish, startRead } from "./transitions.ts";

/** 204: the response is on record; whether it is new depends on what was seen before, and on the server's word. */
export function onSuccess(
	state: SettlementState,
	{ headers }: ResponseEvent,
): Transition {
	const kind = novelty(state, headers["idempotency-replayed"]);
	const outcome = outcomes.onRecord(kind);
	return finish(
		withConclusion(state, kind),
		kind === "recorded"
			? outcome
			: compareAttachments(
					outcome,
					state.submission.response.attachments,
					undefined,
				),
	);
}

function novelty(
	state: SettlementState,
	replayed: string | undefined,
): OnRecordKind {
	if (replayed === "false" || state.read_showed_unanswered) return "recorded";
	if (state.read_showed_recorded || (replayed === "true" && !state.in_doubt))
		return "unchanged";
	return "accepted";
}

/**
 * A 4xx. What a server of ours says is taken at its word: always where it can never change, else only without
 * doubt (after a lost answer no refusal is proof). Anything else is looked into.
 */
export function onRefusal(
	state: SettlementState,
	answer: ResponseEvent,
	now: number,
): Transition {
	const word = embeddedOutcome(answer);
	if (
		word !== null &&
		(!state.in_doubt || word.kind === "conflict" || word.kind === "superseded")
	)
		return finish(withConclusion(state, word.kind), word);
	const refusal =
		word === null
			? refusalFromResponse(answer)
			: { status: answer.status, outcome: word };
	return startRead(
		{
			...withConclusion(state, "refused"),
			refusal,
			verify_reads: 0,
			consecutive_failures: 0,
		},
		"verify",
		now,
		now,
	);
}
