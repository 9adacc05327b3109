import {
	defaultVariants,
	type HostedWorld,
	type HostedWorldRecord,
} from "@signoff/conformance/fault-server";
import { sampleSubmission } from "../sample-instance.ts";
import type { Fact } from "./truth.ts";
import type { WorldFault } from "./types.ts";

const { company_id, project_id, id, response } = sampleSubmission;

/** Whose submission it is. */
const respondentId = "101";

const people = [
	{ id: respondentId, login: "ada@harbor.example", name: "Ada Byron" },
	{ id: "102", login: "grace@harbor.example", name: "Grace Hopper" },
	{ id: "103", login: "mary@harbor.example", name: "Mary Somerville" },
];
const assignees = people
	.slice(0, 2)
	.map((person) => ({ person_id: person.id, required: true }));
const options = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Reject", response_type: "reject" },
];

/** The world of a row: two people answer the first step, a second step follows, and there is a login server. */
export function worldOf(fault: WorldFault): HostedWorld {
	const { decision_type = "multiple", late_resubmission = 204 } = fault;
	return {
		plan: {
			company_id,
			project_id,
			instance_id: id,
			people,
			steps: [
				{ name: "Review", decision_type, assignees, options },
				{ name: "Release", decision_type, assignees, options },
			],
			variants: { ...defaultVariants, late_resubmission },
		},
		before: fault.before ?? [],
		faults: fault.faults,
		interleavings: fault.interleavings,
		oauth: { expires_in: 5_400 },
	};
}

/** What the server has on record for the submission. */
export function factOf({ responses }: HostedWorldRecord): Fact {
	const own = responses.find(
		({ person_id, step }) =>
			person_id === respondentId && step === response.current_step_occurrence_id,
	);
	if (own === undefined) return { own_response: "none", is_new: false };
	const isSame =
		own.option_id === response.selected_response_option_id &&
		own.comment === (response.comment ?? null);
	return {
		own_response: isSame ? "same" : "other",
		is_new: own.origin.startsWith("submit"),
	};
}
