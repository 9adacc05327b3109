import {
	adaId,
	behaviour,
	benId,
	bothDecide,
	firstDecides,
	readThenSubmit,
	recordedResponse,
	submissionOf,
	worldPlan,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

const longComment = "👷‍♀️ مرحبا — naïve café ".repeat(500).slice(0, 10_000);
const requests = [...readThenSubmit];

/** First responses: what is put on record, and how the instance moves on. */
export const recordedResponseBehaviours: Behaviour[] = [
	behaviour({
		name: "a first response is recorded",
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: { current_step: "1", responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "a response to a company-level instance is recorded",
		plan: { ...worldPlan(), project_id: undefined },
		submission: submissionOf({}, { project_id: undefined }),
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: { current_step: "1", responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "the first response decides the step and the next step begins",
		plan: worldPlan([firstDecides, firstDecides]),
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: { current_step: "2", responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "the last of several responses ends the step",
		before: [{ kind: "responds", person_id: benId, option: 0, comment: null }],
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: {
				current_step: "2",
				responses: [
					recordedResponse({ person_id: benId, comment: null }),
					recordedResponse(),
				],
			},
		},
	}),
	behaviour({
		name: "a Reject response ends the instance",
		plan: worldPlan([firstDecides, firstDecides]),
		submission: submissionOf({ selected_response_option_id: "2002" }),
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: {
				current_step: null,
				responses: [recordedResponse({ option_id: "2002" })],
			},
		},
	}),
	behaviour({
		name: "a Reject response overrules an Approve response",
		before: [{ kind: "responds", person_id: benId, option: 2, comment: null }],
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: {
				current_step: null,
				responses: [
					recordedResponse({
						person_id: benId,
						option_id: "2002",
						comment: null,
					}),
					recordedResponse(),
				],
			},
		},
	}),
	behaviour({
		name: "a step that starts again after a Return takes a new response",
		plan: worldPlan([firstDecides, bothDecide]),
		before: [
			{ kind: "responds", person_id: adaId, option: 0, comment: null },
			{ kind: "responds", person_id: adaId, option: 1, comment: null },
			{ kind: "responds", person_id: benId, option: 1, comment: null },
		],
		submission: submissionOf({ current_step_occurrence_id: "3" }),
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: {
				current_step: "4",
				responses: [
					recordedResponse({ comment: null }),
					recordedResponse({ step: "2", option_id: "2001", comment: null }),
					recordedResponse({
						step: "2",
						person_id: benId,
						option_id: "2001",
						comment: null,
					}),
					recordedResponse({ step: "3" }),
				],
			},
		},
	}),
	behaviour({
		name: "a long comment with emoji and right-to-left text is stored exactly",
		submission: submissionOf({ comment: longComment }),
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: {
				current_step: "1",
				responses: [recordedResponse({ comment: longComment })],
			},
		},
	}),
	behaviour({
		name: "a comment with control characters is stored exactly",
		submission: submissionOf({ comment: "\u0000\u001b[31mred\u0007\u202e" }),
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: {
				current_step: "1",
				responses: [
					recordedResponse({ comment: "\u0000\u001b[31mred\u0007\u202e" }),
				],
			},
		},
	}),
	behaviour({
		name: "a response without a comment is recorded",
		submission: submissionOf({ comment: undefined }),
		expect: {
			outcome: { kind: "recorded" },
			requests,
			record: {
				current_step: "1",
				responses: [recordedResponse({ comment: null })],
			},
		},
	}),
];
