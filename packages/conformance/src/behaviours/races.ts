import {
	adaId,
	behaviour,
	benId,
	bothDecide,
	emptyRecord,
	firstDecides,
	readThenSubmit,
	recordedResponse,
	uncertainWhenResent,
	worldPlan,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Requests = Behaviour["expect"]["requests"];
const beforeSubmit = { call: "submit", nth: 1 } as const;
const verifiedByRead: Requests = [...readThenSubmit, "read_instance"];

/** Events between the read and the submit. */
export const raceBehaviours: Behaviour[] = [
	behaviour({
		name: "another person decides the step between the read and the submit",
		plan: worldPlan([firstDecides, bothDecide]),
		interleavings: [
			{
				before: beforeSubmit,
				event: {
					kind: "responds",
					person_id: benId,
					option: 2,
					comment: "No.",
				},
			},
		],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: benId, name: "Ben Okri" }],
			},
			requests: [...verifiedByRead, "read_history"],
			record: {
				current_step: null,
				responses: [
					recordedResponse({
						person_id: benId,
						option_id: "2002",
						comment: "No.",
					}),
				],
			},
		},
	}),
	behaviour({
		name: "a manager overrides the step between the read and the submit",
		plan: worldPlan([firstDecides, bothDecide]),
		interleavings: [{ before: beforeSubmit, event: { kind: "overrides" } }],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: "109", name: "Max Lang" }],
			},
			requests: [...verifiedByRead, "read_history"],
			record: { current_step: "2", responses: [] },
		},
	}),
	behaviour({
		name: "the same person responds differently in another client",
		interleavings: [
			{
				before: beforeSubmit,
				event: { kind: "responds", person_id: adaId, option: 1, comment: null },
			},
		],
		expect: {
			outcome: { kind: "conflict", differs: ["response_option", "comment"] },
			requests: verifiedByRead,
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2001", comment: null })],
			},
		},
	}),
	behaviour({
		name: "the same person responds differently in another client and the next read is stale",
		interleavings: [
			{
				before: beforeSubmit,
				event: { kind: "responds", person_id: adaId, option: 1, comment: null },
			},
		],
		faults: [
			{
				call: "read_instance",
				nth: 2,
				fault: { kind: "stale", staleness_ms: 60_000 },
			},
		],
		expect: {
			outcome: { kind: "conflict", differs: ["response_option", "comment"] },
			requests: [...verifiedByRead, "read_instance"],
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2001", comment: null })],
			},
		},
	}),
	behaviour({
		name: "the person is removed from the step between the read and the submit",
		interleavings: [{ before: beforeSubmit, event: { kind: "removes_me" } }],
		expect: {
			outcome: { kind: "forbidden" },
			requests: verifiedByRead,
			record: emptyRecord,
			when_resent: uncertainWhenResent,
		},
	}),
];
