import {
	ada,
	behaviour,
	ben,
	emptyRecord,
	firstDecides,
	planOf,
	recordedResponse,
	submissionOf,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

const mine = (comment: string | null, option = 0): Behaviour["before"] => [
	{ kind: "responds", person_id: ada, option, comment },
];
const record = { current_step: "1", responses: [recordedResponse()] };
const looks: Behaviour["expect"]["requests"] = ["read_me", "read_instance"];
const looksBack: Behaviour["expect"]["requests"] = [...looks, "read_history"];

/** The same answer again, another one, and answers to a step that has moved on. */
export const repeats: Behaviour[] = [
	behaviour({
		name: "the same response again changes nothing",
		before: mine("Fine by me."),
		expect: { outcome: { kind: "unchanged" }, requests: looks, record },
	}),
	behaviour({
		name: "the same response with other attachments changes nothing",
		before: mine("Fine by me."),
		submission: submissionOf({ attachments: { upload_ids: ["7d8f"] } }),
		expect: { outcome: { kind: "unchanged" }, requests: looks, record },
	}),
	...[undefined, null, ""].map((comment) =>
		behaviour({
			name: `no comment again, as ${comment === "" ? "an empty string" : String(comment)}, changes nothing`,
			before: mine(null),
			submission: submissionOf({ comment }),
			expect: {
				outcome: { kind: "unchanged" },
				requests: looks,
				record: {
					current_step: "1",
					responses: [recordedResponse({ comment: null })],
				},
			},
		}),
	),
	behaviour({
		name: "another option is a conflict that shows what is on record",
		before: mine("Fine by me.", 2),
		expect: {
			outcome: { kind: "conflict", differs: ["response_option"] },
			requests: looks,
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2002" })],
			},
		},
	}),
	behaviour({
		name: "another comment is a conflict",
		before: mine("fine by me."),
		expect: {
			outcome: { kind: "conflict", differs: ["comment"] },
			requests: looks,
			record: {
				current_step: "1",
				responses: [recordedResponse({ comment: "fine by me." })],
			},
		},
	}),
	behaviour({
		name: "another option and comment differ in both",
		before: mine(null, 1),
		expect: {
			outcome: { kind: "conflict", differs: ["response_option", "comment"] },
			requests: looks,
			record: {
				current_step: "1",
				responses: [recordedResponse({ option_id: "2001", comment: null })],
			},
		},
	}),
	behaviour({
		name: "the same response after the step has moved on changes nothing",
		plan: planOf([firstDecides, firstDecides]),
		before: mine("Fine by me."),
		expect: {
			outcome: { kind: "unchanged" },
			requests: looksBack,
			record: { current_step: "2", responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "another response after the step has moved on is a conflict",
		plan: planOf([firstDecides, firstDecides]),
		before: mine("Fine by me.", 0),
		submission: submissionOf({ selected_response_option_id: "2001" }),
		expect: {
			outcome: { kind: "conflict", differs: ["response_option"] },
			requests: looksBack,
			record: { current_step: "2", responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "the same response after the instance has ended changes nothing",
		plan: planOf([firstDecides]),
		before: mine("Fine by me."),
		expect: {
			outcome: { kind: "unchanged" },
			requests: looksBack,
			record: { current_step: null, responses: [recordedResponse()] },
		},
	}),
	behaviour({
		name: "a step that somebody else decided is superseded",
		plan: planOf([firstDecides, firstDecides]),
		before: [{ kind: "responds", person_id: ben, option: 0, comment: null }],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: ben, name: "Ben Okri" }],
			},
			requests: looksBack,
			record: {
				current_step: "2",
				responses: [recordedResponse({ person_id: ben, comment: null })],
			},
		},
	}),
	behaviour({
		name: "a response to the next step leaves the first one alone",
		plan: planOf([firstDecides, firstDecides, firstDecides]),
		before: mine(null),
		submission: submissionOf({ current_step_occurrence_id: "2" }),
		expect: {
			outcome: { kind: "recorded" },
			requests: [...looks, "submit"],
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
		name: "what Ben answered is not Ada's answer",
		before: [{ kind: "responds", person_id: ben, option: 2, comment: "No." }],
		plan: planOf(),
		submission: submissionOf({ selected_response_option_id: "2999" }),
		expect: {
			outcome: { kind: "invalid" },
			requests: looks,
			record: {
				...emptyRecord,
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
];
