import { compareAttachments } from "../outcome/compare-attachments.ts";
import { type OnRecordKind, outcomes } from "../outcome/outcome.ts";
import { embeddedOutcome, refusalFromResponse } from "../outcome/response.ts";
import type { ResponseEvent } from "../request/events.ts";
import { withAttemptConclusion } from "./attempts.ts";
import type { SettlementState, Transition } from "./state.ts";
import { finish, startRead } from "./transitions.ts";

/** 204: the response is on record. Earlier reads and the server's header decide whether it is new. */
export function onSuccess(
	state: SettlementState,
	{ headers }: ResponseEvent,
): Transition {
	const kind = onRecordKind(state, headers["idempotency-replayed"]);
	const outcome = outcomes.onRecord(kind);
	return finish(
		withAttemptConclusion(state, kind),
		kind === "recorded"
			? outcome
			: compareAttachments(
					outcome,
					state.submission.response.attachments,
					undefined,
				),
	);
}

function onRecordKind(
	state: SettlementState,
	replayed: string | undefined,
): OnRecordKind {
	if (replayed === "false" || state.read_showed_unanswered) return "recorded";
	if (state.read_showed_recorded || (replayed === "true" && !state.in_doubt))
		return "unchanged";
	return "accepted";
}

/**
 * Handles a 4xx. Uses the outcome that the body carries, if any: `conflict` and `superseded` always, other kinds only if
 * no submit is in doubt, because in doubt a refusal is no proof. Otherwise verifies by reading.
 */
export function onRefusal(
	state: SettlementState,
	response: ResponseEvent,
	now: number,
): Transition {
	const embedded = embeddedOutcome(response);
	if (
		embedded !== null &&
		(!state.in_doubt ||
			embedded.kind === "conflict" ||
			embedded.kind === "superseded")
	)
		return finish(withAttemptConclusion(state, embedded.kind), embedded);
	const refusal =
		embedded === null
			? refusalFromResponse(response)
			: { status: response.status, outcome: embedded };
	return startRead(
		{
			...withAttemptConclusion(state, "refused"),
			refusal,
			verify_reads: 0,
			consecutive_failures: 0,
		},
		"verify",
		now,
		now,
	);
}
