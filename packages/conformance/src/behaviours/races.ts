import {
	ada,
	behaviour,
	ben,
	bothDecide,
	emptyRecord,
	firstDecides,
	planOf,
	readThenSubmit,
	recordedResponse,
	uncertainWhenResent,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Calls = Behaviour["expect"]["requests"];
const justBefore = { call: "submit", nth: 1 } as const;
const verified: Calls = [...readThenSubmit, "read_instance"];

/** Things that happen between looking and sending. */
export const races: Behaviour[] = [
	behaviour({
		name: "somebody else decides between looking and sending",
		plan: planOf([firstDecides, bothDecide]),
		interleavings: [
			{
				before: justBefore,
				event: { kind: "responds", person_id: ben, option: 2, comment: "No." },
			},
		],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: ben, name: "Ben Okri" }],
			},
			requests: [...verified, "read_history"],
			record: {
				current_step: null,
				responses: [
					recordedResponse({
						person_id: ben,
						option_id: "2002",
						comment: "No.",
					}),
				],
			},
		},
	}),
	behaviour({
		name: "a manager decides between looking and sending",
		plan: planOf([firstDecides, bothDecide]),
		interleavings: [{ before: justBefore, event: { kind: "overrides" } }],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: "109", name: "Max Lang" }],
			},
			requests: [...verified, "read_history"],
			record: { current_step: "2", responses: [] },
		},
	}),
	behaviour({
		name: "the same person answers differently elsewhere",
		interleavings: [
			{
				before: justBefore,
				event: { kind: "responds", person_id: ada, option: 1, comment: null },
			},
		],
		expect: {
			outcome: { kind: "conflict", differs: ["response_option", "comment"] },
			requests: verified,
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2001", comment: null })],
			},
		},
	}),
	behaviour({
		name: "the same person answers differently elsewhere, and the read is stale",
		interleavings: [
			{
				before: justBefore,
				event: { kind: "responds", person_id: ada, option: 1, comment: null },
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
			requests: [...verified, "read_instance"],
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2001", comment: null })],
			},
		},
	}),
	behaviour({
		name: "somebody is taken off the step between looking and sending",
		interleavings: [{ before: justBefore, event: { kind: "removes_me" } }],
		expect: {
			outcome: { kind: "forbidden" },
			requests: verified,
			record: emptyRecord,
			when_resent: uncertainWhenResent,
		},
	}),
];
