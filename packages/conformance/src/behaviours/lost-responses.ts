import type { InjectedFault, NetworkFault } from "../simulation/faults.ts";
import {
	behaviour,
	ben,
	emptyRecord,
	firstDecides,
	planOf,
	readThenSubmit,
	recordedResponse,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Calls = Behaviour["expect"]["requests"];

const record = { current_step: "1", responses: [recordedResponse()] };
const movedOn = { current_step: "2", responses: [recordedResponse()] };
const again: Calls = [...readThenSubmit, "submit"];
const settled: Calls = [...again, "read_instance", "read_history"];
const moving = [firstDecides, firstDecides];
const replyDropped: NetworkFault = { kind: "reply_dropped", loss: "reset" };

function onSubmit(...faults: NetworkFault[]): InjectedFault[] {
	return faults.map((fault, index) => ({
		call: "submit",
		nth: index + 1,
		fault,
	}));
}

function failed(status: number, recorded: boolean): NetworkFault {
	return { kind: "failed", status, recorded, retry_after: null, html: true };
}

/** Answers that get lost, and statuses that tell nothing. */
export const lostResponses: Behaviour[] = [
	behaviour({
		name: "an answer lost after recording is settled by sending again",
		faults: onSubmit(replyDropped),
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a request lost on its way is sent again",
		faults: onSubmit({ kind: "request_dropped", loss: "reset" }),
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a server that hangs after recording is not waited for for ever",
		policy: { deadlineMs: 4_000 },
		faults: onSubmit({ kind: "reply_dropped", loss: "hang" }),
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	...([422, 404] as const).map((late_resubmission) =>
		behaviour({
			name: `a lost answer whose repeat is refused with ${late_resubmission} is found in the history`,
			plan: planOf(moving, { late_resubmission }),
			faults: onSubmit(replyDropped),
			expect: {
				outcome: { kind: "recorded" },
				requests: settled,
				record: movedOn,
			},
		}),
	),
	behaviour({
		name: "a history that has labels and other ids settles a lost answer",
		plan: planOf(moving, {
			late_resubmission: 422,
			history_ids: "other",
			history_options: "labels_only",
			me: "login_only",
		}),
		faults: onSubmit(replyDropped),
		expect: {
			outcome: { kind: "recorded" },
			requests: settled,
			record: movedOn,
		},
	}),
	behaviour({
		name: "a comment that the server tidied up is still the same",
		plan: planOf(moving, {
			late_resubmission: 422,
			comments: "trimmed_when_kept",
		}),
		submission: {
			company_id: "4201",
			project_id: "77",
			id: "9001",
			response: {
				current_step_occurrence_id: "1",
				selected_response_option_id: "2000",
				comment: "  Fine by me. \n",
			},
		},
		faults: onSubmit(replyDropped),
		expect: {
			outcome: { kind: "recorded" },
			requests: settled,
			record: movedOn,
		},
	}),
	behaviour({
		name: "a 502 after recording is settled by sending again",
		faults: onSubmit(failed(502, true)),
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a 500 before recording is sent again",
		faults: onSubmit(failed(500, false)),
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a redirect to a login page is no success",
		faults: onSubmit(failed(302, false)),
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "a 200 with a page is no success",
		faults: onSubmit(failed(200, false)),
		expect: { outcome: { kind: "recorded" }, requests: again, record },
	}),
	behaviour({
		name: "without a look before, a lost answer is accepted",
		plan: planOf([firstDecides, firstDecides], { instance: "hidden" }),
		faults: onSubmit(replyDropped),
		expect: { outcome: { kind: "accepted" }, requests: again, record: movedOn },
	}),
	behaviour({
		name: "a refusal after a lost answer proves nothing",
		plan: planOf([firstDecides, firstDecides], {
			late_resubmission: 404,
			history: "hidden",
		}),
		faults: onSubmit(replyDropped),
		expect: {
			outcome: { kind: "uncertain" },
			requests: [
				...settled,
				"read_instance",
				"read_history",
				"read_instance",
				"read_history",
			],
			record: movedOn,
		},
	}),
	behaviour({
		name: "a token refused after a lost answer leaves it uncertain",
		faults: onSubmit(replyDropped, { kind: "token_expired" }),
		expect: { outcome: { kind: "uncertain" }, requests: again, record },
	}),
	behaviour({
		name: "a request lost, and the step decided by somebody else, is superseded",
		plan: planOf(moving),
		faults: onSubmit({ kind: "request_dropped", loss: "reset" }),
		interleavings: [
			{
				before: { call: "submit", nth: 2 },
				event: { kind: "responds", person_id: ben, option: 0, comment: null },
			},
		],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: ben, name: "Ben Okri" }],
			},
			requests: settled,
			record: {
				current_step: "2",
				responses: [recordedResponse({ person_id: ben, comment: null })],
			},
		},
	}),
	behaviour({
		name: "a token that expires before the submission is unauthenticated",
		faults: onSubmit({ kind: "token_expired" }),
		expect: {
			outcome: { kind: "unauthenticated" },
			requests: [...readThenSubmit],
			record: emptyRecord,
			when_resent: {
				outcome: { kind: "uncertain" },
				requests: [...readThenSubmit],
			},
		},
	}),
];
