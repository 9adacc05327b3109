import type { InjectedFault, NetworkFault } from "../simulation/faults.ts";
import {
	behaviour,
	benId,
	emptyRecord,
	firstDecides,
	readThenSubmit,
	recordedResponse,
	worldPlan,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Requests = Behaviour["expect"]["requests"];

const record = { current_step: "1", responses: [recordedResponse()] };
const recordAtNextStep = { current_step: "2", responses: [recordedResponse()] };
const submittedTwice: Requests = [...readThenSubmit, "submit"];
const verifiedByReads: Requests = [
	...submittedTwice,
	"read_instance",
	"read_history",
];
const twoSteps = [firstDecides, firstDecides];
const replyDropped: NetworkFault = { kind: "reply_dropped", loss: "reset" };

function faultsOnSubmit(...faults: NetworkFault[]): InjectedFault[] {
	return faults.map((fault, index) => ({
		call: "submit",
		nth: index + 1,
		fault,
	}));
}

function failedWith(status: number, recorded: boolean): NetworkFault {
	return { kind: "failed", status, recorded, retry_after: null, html: true };
}

/** Lost replies, lost requests, and statuses that do not say whether the response was recorded. */
export const lostResponseBehaviours: Behaviour[] = [
	behaviour({
		name: "a reply lost after recording is settled by submitting again",
		faults: faultsOnSubmit(replyDropped),
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a request lost in transit is submitted again",
		faults: faultsOnSubmit({ kind: "request_dropped", loss: "reset" }),
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a server that hangs after recording is settled by submitting again",
		policy: { deadlineMs: 6_000 },
		faults: faultsOnSubmit({ kind: "reply_dropped", loss: "hang" }),
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	...([422, 404] as const).map((late_resubmission) =>
		behaviour({
			name: `a response whose reply was lost is found in the history after a ${late_resubmission}`,
			plan: worldPlan(twoSteps, { late_resubmission }),
			faults: faultsOnSubmit(replyDropped),
			expect: {
				outcome: { kind: "recorded" },
				requests: verifiedByReads,
				record: recordAtNextStep,
			},
		}),
	),
	behaviour({
		name: "a history with labels and other ids settles a lost reply",
		plan: worldPlan(twoSteps, {
			late_resubmission: 422,
			history_ids: "other",
			history_options: "labels_only",
			me: "login_only",
		}),
		faults: faultsOnSubmit(replyDropped),
		expect: {
			outcome: { kind: "recorded" },
			requests: verifiedByReads,
			record: recordAtNextStep,
		},
	}),
	behaviour({
		name: "a comment that the server trimmed counts as identical",
		plan: worldPlan(twoSteps, {
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
		faults: faultsOnSubmit(replyDropped),
		expect: {
			outcome: { kind: "recorded" },
			requests: verifiedByReads,
			record: recordAtNextStep,
		},
	}),
	behaviour({
		name: "a 502 after recording is settled by submitting again",
		faults: faultsOnSubmit(failedWith(502, true)),
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a 500 before recording is settled by submitting again",
		faults: faultsOnSubmit(failedWith(500, false)),
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a redirect to a login page does not count as success",
		faults: faultsOnSubmit(failedWith(302, false)),
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a 200 with an HTML page does not count as success",
		faults: faultsOnSubmit(failedWith(200, false)),
		expect: { outcome: { kind: "recorded" }, requests: submittedTwice, record },
	}),
	behaviour({
		name: "a lost reply is accepted if the instance could not be read before",
		plan: worldPlan([firstDecides, firstDecides], { instance: "hidden" }),
		faults: faultsOnSubmit(replyDropped),
		expect: {
			outcome: { kind: "accepted" },
			requests: submittedTwice,
			record: recordAtNextStep,
			// The name cannot be resolved, so nothing is submitted.
			by_name: {
				outcome: { kind: "forbidden" },
				requests: ["read_me", "read_instance"],
				record: emptyRecord,
			},
		},
	}),
	behaviour({
		name: "a refusal after a lost reply proves nothing",
		plan: worldPlan([firstDecides, firstDecides], {
			late_resubmission: 404,
			history: "hidden",
		}),
		faults: faultsOnSubmit(replyDropped),
		expect: {
			outcome: { kind: "uncertain" },
			requests: [...verifiedByReads, "read_instance", "read_history"],
			record: recordAtNextStep,
		},
	}),
	behaviour({
		name: "a refused token after a lost reply leaves the outcome uncertain",
		faults: faultsOnSubmit(replyDropped, { kind: "token_expired" }),
		expect: {
			outcome: { kind: "uncertain" },
			requests: submittedTwice,
			record,
		},
	}),
	behaviour({
		name: "a lost request is superseded if another person decides the step",
		plan: worldPlan(twoSteps),
		faults: faultsOnSubmit({ kind: "request_dropped", loss: "reset" }),
		interleavings: [
			{
				before: { call: "submit", nth: 2 },
				event: { kind: "responds", person_id: benId, option: 0, comment: null },
			},
		],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: benId, name: "Ben Okri" }],
			},
			requests: verifiedByReads,
			record: {
				current_step: "2",
				responses: [recordedResponse({ person_id: benId, comment: null })],
			},
		},
	}),
	behaviour({
		name: "a token that expires before the submit is unauthenticated",
		faults: faultsOnSubmit({ kind: "token_expired" }),
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
