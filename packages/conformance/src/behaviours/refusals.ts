import {
	adaId,
	behaviour,
	benId,
	emptyRecord,
	firstDecides,
	recordedResponse,
	submissionOf,
	uncertainWhenResent,
	withoutAda,
	worldPlan,
} from "./builders.ts";
import type { Behaviour } from "./types.ts";

type Requests = Behaviour["expect"]["requests"];
const reads: Requests = ["read_me", "read_instance"];
const verifiedByRead: Requests = [...reads, "submit", "read_instance"];
const readsAroundSubmit: Requests = [
	...reads,
	"read_history",
	"submit",
	"read_instance",
	"read_history",
	"read_instance",
	"read_history",
];

const offer = "It offers Approve (2000), Return (2001), Reject (2002).";
// A name on an instance that cannot be read is not resolved, so nothing is submitted.
const notResolved = { requests: reads };

/** Submissions that are refused, each for its reason, without being recorded. */
export const refusalBehaviours: Behaviour[] = [
	behaviour({
		name: "an option that the step does not offer is invalid",
		submission: submissionOf({ selected_response_option_id: "2999" }),
		expect: {
			outcome: {
				kind: "invalid",
				issues: [
					{
						code: "option_not_offered",
						path: ["response", "selected_response_option_id"],
						message: "The step does not offer this response option.",
					},
				],
			},
			requests: reads,
			record: emptyRecord,
			by_name: {
				outcome: {
					kind: "invalid",
					issues: [
						{
							code: "option_not_offered",
							path: ["response", "selected_response_option_id"],
							message: `The step does not offer this response option. ${offer}`,
						},
					],
				},
			},
		},
	}),
	behaviour({
		name: "a step that the instance never had is invalid",
		submission: submissionOf({ current_step_occurrence_id: "77" }),
		expect: {
			outcome: {
				kind: "invalid",
				issues: [
					{
						code: "unknown_step",
						path: ["response", "current_step_occurrence_id"],
						message: "This instance never had this step.",
					},
				],
			},
			requests: readsAroundSubmit,
			record: emptyRecord,
			when_resent: {
				outcome: { kind: "uncertain" },
				requests: readsAroundSubmit,
			},
			// No read shows the options of such a step, so its option has no name.
			by_name: {
				outcome: { kind: "invalid" },
				requests: [...reads, "read_history"],
			},
		},
	}),
	behaviour({
		name: "a person who is not an assignee is forbidden",
		plan: worldPlan([withoutAda]),
		expect: {
			outcome: { kind: "forbidden" },
			requests: verifiedByRead,
			record: emptyRecord,
			when_resent: uncertainWhenResent,
		},
	}),
	behaviour({
		name: "forbidden takes precedence over an option that is not offered",
		plan: worldPlan([withoutAda]),
		submission: submissionOf({ selected_response_option_id: "2999" }),
		expect: {
			outcome: { kind: "forbidden" },
			requests: verifiedByRead,
			record: emptyRecord,
			when_resent: uncertainWhenResent,
			by_name: { outcome: { kind: "forbidden" }, ...notResolved },
		},
	}),
	behaviour({
		name: "superseded takes precedence over forbidden",
		plan: worldPlan([withoutAda, firstDecides]),
		before: [{ kind: "responds", person_id: benId, option: 0, comment: null }],
		expect: {
			outcome: {
				kind: "superseded",
				decided_by: [{ id: benId, name: "Ben Okri" }],
			},
			requests: [...reads, "read_history"],
			record: {
				current_step: "2",
				responses: [recordedResponse({ person_id: benId, comment: null })],
			},
		},
	}),
	behaviour({
		name: "an instance that does not exist is not found",
		submission: submissionOf({}, { id: "9999" }),
		expect: {
			outcome: { kind: "not_found" },
			requests: verifiedByRead,
			record: emptyRecord,
			when_resent: uncertainWhenResent,
			by_name: { outcome: { kind: "not_found" }, ...notResolved },
		},
	}),
	behaviour({
		name: "a project's instance is not found at company level",
		submission: submissionOf({}, { project_id: undefined }),
		expect: {
			outcome: { kind: "not_found" },
			requests: verifiedByRead,
			record: emptyRecord,
			when_resent: uncertainWhenResent,
			by_name: { outcome: { kind: "not_found" }, ...notResolved },
		},
	}),
	behaviour({
		name: "a company-level instance is not found under a project",
		plan: { ...worldPlan(), project_id: undefined },
		expect: {
			outcome: { kind: "not_found" },
			requests: verifiedByRead,
			record: emptyRecord,
			when_resent: uncertainWhenResent,
			by_name: { outcome: { kind: "not_found" }, ...notResolved },
		},
	}),
	behaviour({
		name: "an unknown token is unauthenticated",
		as: "unknown",
		expect: {
			outcome: { kind: "unauthenticated" },
			requests: ["read_me"],
			record: emptyRecord,
			by_name: notResolved,
		},
	}),
	behaviour({
		name: "a response on record is found after its person was removed from the assignees",
		before: [
			{ kind: "responds", person_id: adaId, option: 0, comment: "Fine by me." },
			{ kind: "removes_me" },
		],
		expect: {
			outcome: { kind: "unchanged" },
			requests: reads,
			record: { current_step: "1", responses: [recordedResponse()] },
		},
	}),
];
