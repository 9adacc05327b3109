import type { Submission } from "@signoff/core";
import {
	defaultVariants,
	type StepTemplate,
	type Variants,
	type WorldPlan,
} from "../simulation/world.ts";
import type { Behaviour, RecordedResponse, ServerRecord } from "./types.ts";

/** Ada, the respondent of every behaviour. Ben is assigned as well, Cem is not, and Max is the manager. */
export const adaId = "101";
export const benId = "102";

const people: WorldPlan["people"] = [
	{ id: adaId, login: "ada@harbor.example", name: "Ada Byron" },
	{ id: benId, login: "ben@harbor.example", name: "Ben Okri" },
	{ id: "103", login: "cem@harbor.example", name: "Cem Kaya" },
	{ id: "109", login: "max@harbor.example", name: "Max Lang" },
];

/** The options of every step, at indices 0, 1 and 2. */
const options: StepTemplate["options"] = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Return", response_type: "return" },
	{ id: "2002", name: "Reject", response_type: "reject" },
];

/** A step that the first response decides. Ada and Ben are assigned. */
export const firstDecides: StepTemplate = step("first");

/** A step that waits for both Ada and Ben. */
export const bothDecide: StepTemplate = step("multiple");

/** A step that Ada is not assigned to. */
export const withoutAda: StepTemplate = {
	...firstDecides,
	assignees: [{ person_id: benId, required: true }],
};

function step(decision_type: StepTemplate["decision_type"]): StepTemplate {
	const assignees = [adaId, benId].map((person_id) => ({
		person_id,
		required: true,
	}));
	return { name: "Review", decision_type, assignees, options };
}

/** A plan. By default it has two steps that both Ada and Ben decide, so that one response does not end a step. */
export function worldPlan(
	steps: StepTemplate[] = [bothDecide, bothDecide],
	variants: Partial<Variants> = {},
): WorldPlan {
	return {
		company_id: "4201",
		project_id: "77",
		instance_id: "9001",
		people,
		steps,
		variants: { ...defaultVariants, ...variants },
	};
}

/** Ada's submission: by default, Approve on the first step. */
export function submissionOf(
	response: Partial<Submission["response"]> = {},
	target: Partial<Submission> = {},
): Submission {
	return {
		company_id: "4201",
		project_id: "77",
		id: "9001",
		...target,
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "2000",
			comment: "Fine by me.",
			...response,
		},
	};
}

/** The response on record after Ada has responded to the first step. */
export function recordedResponse(
	response: Partial<RecordedResponse> = {},
): RecordedResponse {
	return {
		step: "1",
		person_id: adaId,
		option_id: "2000",
		comment: "Fine by me.",
		...response,
	};
}

/** No response on record; the first step is current. */
export const emptyRecord: ServerRecord = { current_step: "1", responses: [] };

/** The requests of a settlement that reads first and then submits. */
export const readThenSubmit = ["read_me", "read_instance", "submit"] as const;

/** What a refusal without proof in the reads results in, if the runtime may have resent the submit. */
export const uncertainWhenResent: NonNullable<
	Behaviour["expect"]["when_resent"]
> = {
	outcome: { kind: "uncertain" },
	requests: [
		...readThenSubmit,
		...(["read_instance", "read_history"] as const),
		...(["read_instance", "read_history"] as const),
	],
};

/** A behaviour with defaults: no earlier events, no faults, a deadline of ten seconds. */
export function behaviour(
	overrides: Pick<Behaviour, "name" | "expect"> &
		Partial<Omit<Behaviour, "name" | "expect">>,
): Behaviour {
	return {
		plan: worldPlan(),
		before: [],
		as: "me",
		submission: submissionOf(),
		faults: [],
		interleavings: [],
		unreachable: false,
		policy: { deadlineMs: 10_000 },
		...overrides,
	};
}
