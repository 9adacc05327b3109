import type { FaultGroup } from "../model/types.ts";
import {
	answerLost,
	everyRequest,
	requestLost,
	submitFaults,
} from "./faults.ts";

const nothing = { kind: "none" } as const;
/** What a client requests up to its first POST, and later again. */
const callsBefore = ["submit", "read_instance", "read_me"] as const;
const beforeSecondSubmit = { call: "submit", nth: 2 } as const;

/** The connection breaks, or no answer arrives. */
export const lostAnswers: FaultGroup = {
	title: "Lost answers",
	rows: [
		{
			id: "none",
			title: "no fault",
			kind: "world",
			world: { faults: submitFaults(nothing) },
		},
		{
			id: "answer_lost",
			title: "answer lost after recording (connection reset)",
			kind: "world",
			world: { faults: submitFaults(answerLost) },
		},
		{
			id: "request_lost",
			title: "request lost before recording (connection reset)",
			kind: "world",
			world: { faults: submitFaults(requestLost) },
		},
		{
			id: "arrives_late",
			title: "connection reset, and the request arrives 1.5 s later",
			kind: "world",
			world: {
				faults: submitFaults({
					kind: "arrives_late",
					loss: "reset",
					delay_ms: 1_500,
				}),
			},
		},
		{
			id: "hang",
			title: "no answer at all after recording (the connection stays open)",
			kind: "world",
			world: { faults: submitFaults({ kind: "reply_dropped", loss: "hang" }) },
		},
		{
			id: "step_moved_on",
			title: "answer lost; the response ended the step (the repeat gets 422)",
			kind: "world",
			world: {
				faults: submitFaults(answerLost),
				decision_type: "first",
				late_resubmission: 422,
			},
		},
		{
			id: "step_moved_on_404",
			title: "the same, on a server whose repeat gets 404",
			kind: "world",
			world: {
				faults: submitFaults(answerLost),
				decision_type: "first",
				late_resubmission: 404,
			},
		},
		{
			id: "answer_lost_decided",
			title: "answer lost; a manager decides the step (the repeat gets 422)",
			kind: "world",
			world: {
				faults: submitFaults(answerLost),
				interleavings: [
					{ before: beforeSecondSubmit, event: { kind: "overrides" } },
				],
				late_resubmission: 422,
			},
		},
		{
			id: "request_lost_decided",
			title: "request lost; a manager decides the step (the repeat gets 422)",
			kind: "world",
			world: {
				faults: submitFaults(requestLost),
				interleavings: [
					{ before: beforeSecondSubmit, event: { kind: "overrides" } },
				],
				late_resubmission: 422,
			},
		},
		{
			id: "answer_lost_silence",
			title: "answer lost; no request after it is answered",
			kind: "world",
			world: {
				faults: [
					...submitFaults(answerLost),
					...everyRequest(callsBefore, requestLost, 2),
					...everyRequest(["read_history"], requestLost),
				],
			},
			is_silent: true,
		},
	],
};
