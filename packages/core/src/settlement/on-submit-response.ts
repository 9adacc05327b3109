import { guardAttachments } from "../outcome/compare-attachments.ts";
import { type OnRecordKind, outcomes } from "../outcome/outcome.ts";
import { refusalFrom, wordOf } from "../outcome/response.ts";
import type { Answered } from "../request/events.ts";
import { concluded } from "./attempts.ts";
import type { SettleState, Step } from "./state.ts";
import { finish, read } from "./transitions.ts";

/** 204: the response is on record; whether it is new depends on what was seen before, and on the server's word. */
export function onAccepted(state: SettleState, { headers }: Answered): Step {
	const kind = novelty(state, headers["idempotency-replayed"]);
	const outcome = outcomes.onRecord(kind);
	return finish(
		concluded(state, kind),
		kind === "recorded"
			? outcome
			: guardAttachments(
					outcome,
					state.submission.response.attachments,
					undefined,
				),
	);
}

function novelty(
	state: SettleState,
	replayed: string | undefined,
): OnRecordKind {
	if (replayed === "false" || state.seen_unanswered) return "recorded";
	if (state.seen_on_record || (replayed === "true" && !state.in_doubt))
		return "unchanged";
	return "accepted";
}

/**
 * A 4xx. What a server of ours says is taken at its word: always where it can never change, else only without
 * doubt (after a lost answer no refusal is proof). Anything else is looked into.
 */
export function onRefused(
	state: SettleState,
	answer: Answered,
	now: number,
): Step {
	const word = wordOf(answer);
	if (
		word !== null &&
		(!state.in_doubt || word.kind === "conflict" || word.kind === "superseded")
	)
		return finish(concluded(state, word.kind), word);
	const refusal =
		word === null
			? refusalFrom(answer)
			: { status: answer.status, outcome: word };
	return read(
		{ ...concluded(state, "refused"), refusal, rereads: 0, failures: 0 },
		"verify",
		now,
		now,
	);
}
