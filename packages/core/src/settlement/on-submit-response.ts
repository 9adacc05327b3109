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
	const replayed = headers["idempotency-replayed"];
	const kind = onRecordKind(state, replayed);
	const attachments = compareAttachments(
		state.submission.response.attachments,
		undefined,
	);
	// The files on record are those of the request that put it there.
	const known = attachments && replayed === "false" ? "same" : attachments;
	return finish(
		withAttemptConclusion(state, kind),
		outcomes.onRecord(kind, known),
	);
}

// In this order: another session of this person may have sent the same response after the read.
function onRecordKind(
	{ in_doubt, read_showed_recorded, read_showed_unanswered }: SettlementState,
	replayed: string | undefined,
): OnRecordKind {
	if ((replayed === "true" && !in_doubt) || read_showed_recorded)
		return "unchanged";
	if (replayed === "false" || read_showed_unanswered) return "recorded";
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
	return startRead(
		{
			...withAttemptConclusion(state, "refused"),
			refusal: {
				status: response.status,
				outcome: embedded ?? refusalFromResponse(response),
				at: now,
			},
			consecutive_failures: 0,
		},
		"verify",
		now,
		now,
	);
}
