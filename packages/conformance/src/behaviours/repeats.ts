import {
	adaId,
	behaviour,
	benId,
	emptyRecord,
	firstDecides,
	recordedResponse,
	submissionOf,
	worldPlan,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

const respondedBefore = (
	comment: string | null,
	option = 0,
): Behaviour["before"] => [
	{ kind: "responds", person_id: adaId, option, comment },
];
const record = { current_step: "1", responses: [recordedResponse()] };
const reads: Behaviour["expect"]["requests"] = ["read_me", "read_instance"];
const readsWithHistory: Behaviour["expect"]["requests"] = [
	...reads,
	"read_history",
];

/** Identical resubmissions, other responses to the same step, and responses to a step that has ended. */
export const repeatBehaviours: Behaviour[] = [
	behaviour({
		name: "an identical resubmission changes nothing",
		before: respondedBefore("Fine by me."),
		expect: { outcome: { kind: "unchanged" }, requests: reads, record },
	}),
	behaviour({
		name: "a resubmission with other attachments changes nothing",
		before: respondedBefore("Fine by me."),
		submission: submissionOf({ attachments: { upload_ids: ["7d8f"] } }),
		expect: { outcome: { kind: "unchanged" }, requests: reads, record },
	}),
	...[undefined, null, ""].map((comment) =>
		behaviour({
			name: `a resubmission whose comment is ${comment === "" ? "an empty string" : String(comment)} changes nothing`,
			before: respondedBefore(null),
			submission: submissionOf({ comment }),
			expect: {
				outcome: { kind: "unchanged" },
				requests: reads,
				record: {
					current_step: "1",
					responses: [recordedResponse({ comment: null })],
				},
			},
		}),
	),
	behaviour({
		name: "another response option is a conflict that shows the response on record",
		before: respondedBefore("Fine by me.", 2),
		expect: {
			outcome: { kind: "conflict", differs: ["response_option"] },
			requests: reads,
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2002" })],
			},
		},
	}),
	behaviour({
		name: "another comment is a conflict",
		before: respondedBefore("fine by me."),
		expect: {
			outcome: { kind: "conflict", differs: ["comment"] },
			requests: reads,
			record: {
				current_step: "1",
				responses: [recordedResponse({ comment: "fine by me." })],
			},
		},
	}),
	behaviour({
		name: "another response option and another comment are a conflict in both fields",
		before: respondedBefore(null, 1),
		expect: {
			outcome: { kind: "conflict", differs: ["response_option", "comment"] },
			requests: reads,
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2001", comment: null })],
			},
		},
	}),
	behaviour({
		name: "an identical resubmission after the step has ended changes nothing",
		plan: worldPlan([firstDecides, firstDecides]),
		before: respondedBefore("Fine by me."),
		expect: {
			outcome: { kind: "unchanged" },
			requests: readsWithHistory,
			record: { current_step: "2", responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "another response after the step has ended is a conflict",
		plan: worldPlan([firstDecides, firstDecides]),
		before: respondedBefore("Fine by me.", 0),
		submission: submissionOf({ selected_response_option_id: "2001" }),
		expect: {
			outcome: { kind: "conflict", differs: ["response_option"] },
			requests: readsWithHistory,
			record: { current_step: "2", responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "an identical resubmission after the instance has ended changes nothing",
		plan: worldPlan([firstDecides]),
		before: respondedBefore("Fine by me."),
		expect: {
			outcome: { kind: "unchanged" },
			requests: readsWithHistory,
			record: { current_step: null, responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "a response to a step that another person decided is superseded",
		plan: worldPlan([firstDecides, firstDecides]),
		before: [{ kind: "responds", person_id: benId, option: 0, comment: null }],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: benId, name: "Ben Okri" }],
			},
			requests: readsWithHistory,
			record: {
				current_step: "2",
				responses: [recordedResponse({ person_id: benId, comment: null })],
			},
		},
	}),
	behaviour({
		name: "a response to the next step does not change the first step",
		plan: worldPlan([firstDecides, firstDecides, firstDecides]),
		before: respondedBefore(null),
		submission: submissionOf({ current_step_occurrence_id: "2" }),
		expect: {
			outcome: { kind: "recorded" },
			requests: [...reads, "submit"],
			record: {
				current_step: "3",
				responses: [
					recordedResponse({ comment: null }),
					recordedResponse({ step: "2" }),
				],
			},
		},
	}),
	behaviour({
		name: "another person's response does not count as the respondent's",
		before: [{ kind: "responds", person_id: benId, option: 2, comment: "No." }],
		plan: worldPlan(),
		submission: submissionOf({ selected_response_option_id: "2999" }),
		expect: {
			outcome: { kind: "invalid" },
			requests: reads,
			// The option does not exist, so the draft has a name that the step does not offer.
			by_name: { outcome: { kind: "invalid" } },
			record: {
				...emptyRecord,
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
];
