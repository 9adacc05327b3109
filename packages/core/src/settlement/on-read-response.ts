import { unwrapData } from "../contract/envelope.ts";
import { historySchema } from "../contract/history.ts";
import { type Instance, instanceSchema } from "../contract/instance.ts";
import { meSchema } from "../contract/me.ts";
import { isApiAnswer } from "../request/cause-of.ts";
import type { ResponseEvent } from "../request/events.ts";
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
		const me = meSchema.safeParse(body).data;
		return me
			? onMe({ ...withAttemptConclusion(state, "read"), me }, now)
			: null;
	},
	read_instance: (state, body, now) => {
		const instance = instanceSchema.safeParse(unwrapData(body)).data;
		return instance?.id === state.submission.id
			? onInstance(withShownStep(state, instance), instance, now)
			: null;
	},
	read_history: (state, body, now) => {
		const history = historySchema.safeParse(unwrapData(body)).data;
		if (history === undefined) return null;
		const { submission, me, step_fingerprint, moved_to } = state;
		const current = moved_to?.step ?? null;
		return onEvidence(
			state,
			evidenceFromHistory(history, submission, me, step_fingerprint, current),
			"read_history",
			now,
		);
	},
};

/** Applies what an instance proves, whether it was read or passed in. */
export function onInstance(
	state: SettlementState,
	instance: Pick<Instance, "current_step_occurrence">,
	now: number,
): Transition {
	const evidence = evidenceFromInstance(instance, state.submission, state.me);
	return onEvidence(state, evidence, "read_instance", now);
}

/** `me` was read, or cannot be: the instance that was passed in counts as read now, without one it is read. */
function onMe(state: SettlementState, now: number): Transition {
	const { given_step } = state;
	const read = { ...state, unusable_reads: 0, given_step: null };
	return given_step === null
		? scheduleRequest(read, "read_instance", now, now)
		: onInstance(read, { current_step_occurrence: given_step }, now);
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
