import { unwrapData } from "../contract/envelope.ts";
import { historySchema } from "../contract/history.ts";
import { instanceSchema } from "../contract/instance.ts";
import { meSchema } from "../contract/me.ts";

import { validate } from "../validation/validate.ts";
import { withAttemptConclusion } from "./attempts.ts";
import { currentStep, fingerprintStep } from "./current-step.ts";
import { evidenceFromHistory, evidenceFromInstance } from "./evidence.ts";
import { onEvidence } from "./on-evidence.ts";
import type { ReadCallName, SettlementState, Transition } from "./state.ts";
import { scheduleRequest } from "./transitions.ts";

/** A read succeeded: applies what it proves. Returns `null` if the body cannot be parsed. */
export function onReadSuccess(
	state: SettlementState,
	call: ReadCallName,
	body: unknown,
	now: number,
	random: number,
): Transition | null {
	return readers[call](state, body, now, random);
}

type Reader = (
	state: SettlementState,
	body: unknown,
	now: number,
	random: number,
) => Transition | null;

const readers: Record<ReadCallName, Reader> = {
	read_me: (state, body, now) => {
		const me = validate(meSchema, body);
		if (me.kind === "invalid") return null;
		return scheduleRequest(
			{
				...withAttemptConclusion(state, "read"),
				me: me.value,
				consecutive_failures: 0,
			},
			"read_instance",
			now,
			now,
		);
	},
	read_instance: (state, body, now, random) => {
		const instance = validate(instanceSchema, unwrapData(body));
		if (
			instance.kind === "invalid" ||
			instance.value.id !== state.submission.id
		)
			return null;
		const step = currentStep(instance.value, state.submission);
		const step_fingerprint =
			step === null ? state.step_fingerprint : fingerprintStep(step);
		const evidence = evidenceFromInstance(
			instance.value,
			state.submission,
			state.me,
		);
		return onEvidence(
			{ ...state, step_fingerprint, consecutive_failures: 0 },
			evidence,
			"read_instance",
			now,
			random,
		);
	},
	read_history: (state, body, now, random) => {
		const history = validate(historySchema, unwrapData(body));
		if (history.kind === "invalid") return null;
		const evidence = evidenceFromHistory(
			history.value,
			state.submission,
			state.me,
			state.step_fingerprint,
		);
		return onEvidence(
			{ ...state, consecutive_failures: 0 },
			evidence,
			"read_history",
			now,
			random,
		);
	},
};

/** The server refused a read: it proves nothing. */
export function onReadRefusal(
	state: SettlementState,
	call: ReadCallName,
	now: number,
	random: number,
): Transition {
	return onEvidence(
		{ ...state, consecutive_failures: 0 },
		{ kind: "nothing", finding: "hidden" },
		call,
		now,
		random,
	);
}
