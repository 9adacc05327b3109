import { unwrapData } from "../contract/envelope.ts";
import { historySchema } from "../contract/history.ts";
import { instanceSchema } from "../contract/instance.ts";
import { meSchema } from "../contract/me.ts";
import { isApiAnswer } from "../request/cause-of.ts";
import type { ResponseEvent } from "../request/events.ts";
import { validate } from "../validation/validate.ts";
import { withAttemptConclusion } from "./attempts.ts";
import { withShownStep } from "./current-step.ts";
import { evidenceFromInstance } from "./evidence.ts";
import { evidenceFromHistory } from "./history-evidence.ts";
import { onEvidence } from "./on-evidence.ts";
import type { ReadCallName, SettlementState, Transition } from "./state.ts";
import { scheduleRequest } from "./transitions.ts";

const maxRepeatedReads = 2;

/** A read succeeded: applies what it proves. Returns `null` if the body cannot be parsed. */
export function onReadSuccess(
	state: SettlementState,
	call: ReadCallName,
	body: unknown,
	now: number,
): Transition | null {
	const read = { ...state, consecutive_failures: 0 };
	return readers[call](read, body, now);
}

type Reader = (
	state: SettlementState,
	body: unknown,
	now: number,
) => Transition | null;

const readers: Record<ReadCallName, Reader> = {
	read_me: (state, body, now) => {
		const me = validate(meSchema, body);
		if (me.kind === "invalid") return null;
		return onMe({ ...withAttemptConclusion(state, "read"), me: me.value }, now);
	},
	read_instance: (state, body, now) => {
		const instance = validate(instanceSchema, unwrapData(body));
		if (
			instance.kind === "invalid" ||
			instance.value.id !== state.submission.id
		)
			return null;
		return onEvidence(
			withShownStep(state, instance.value),
			evidenceFromInstance(instance.value, state.submission, state.me),
			"read_instance",
			now,
		);
	},
	read_history: (state, body, now) => {
		const history = validate(historySchema, unwrapData(body));
		if (history.kind === "invalid") return null;
		return onEvidence(
			state,
			evidenceFromHistory(
				history.value,
				state.submission,
				state.me,
				state.step_fingerprint,
				state.moved_to?.step ?? null,
			),
			"read_history",
			now,
		);
	},
};

/** `me` was read, or cannot be: the instance that was passed in counts as read now, without one it is read. */
function onMe(state: SettlementState, now: number): Transition {
	const { given_step, submission, me } = state;
	const read = { ...state, unusable_reads: 0 };
	if (given_step === null)
		return scheduleRequest(read, "read_instance", now, now);
	return onEvidence(
		{ ...read, given_step: null },
		evidenceFromInstance(
			{ current_step_occurrence: given_step },
			submission,
			me,
		),
		"read_instance",
		now,
	);
}

/**
 * A read showed nothing: it was refused, or its body could not be parsed. `null` if it is to be repeated: before the
 * submit, until the API answers; a body that cannot be parsed, and a refusal of a read that was permitted before, twice.
 */
export function onUnusableRead(
	state: SettlementState,
	call: ReadCallName,
	response: ResponseEvent,
	now: number,
): Transition | null {
	if (state.phase === "preflight" && !isApiAnswer(response)) return null;
	const mayPass =
		response.status === 200 ||
		(state.phase !== "preflight" && wasPermitted(state, call));
	return mayPass && state.unusable_reads < maxRepeatedReads
		? null
		: onNothingRead(state, call, now);
}

function wasPermitted(
	{ attempts }: SettlementState,
	call: ReadCallName,
): boolean {
	return attempts.some((each) => each.call === call && each.status === 200);
}

/** A read that is not repeated: it proves nothing. */
function onNothingRead(
	before: SettlementState,
	call: ReadCallName,
	now: number,
): Transition {
	const state = { ...before, consecutive_failures: 0 };
	return call === "read_me"
		? onMe(state, now)
		: onEvidence(state, { kind: "nothing", finding: "hidden" }, call, now);
}
