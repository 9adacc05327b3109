import {
	defaultVariants,
	type HostedWorld,
	type HostedWorldRecord,
	type ServedWorld,
} from "@signoff/conformance/fault-server";
import { sampleSubmission } from "../../sample-instance.ts";
import type { WorldFault } from "../model/types.ts";

type StoredResponse = HostedWorldRecord["responses"][number];

const { company_id, project_id, response } = sampleSubmission;

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

/**
 * The world of a row: two people answer the first step, a second step follows, and there is a login server.
 *
 * @param sibling the world whose login this one shares
 */
export function worldOf(
	fault: WorldFault,
	instance_id: string,
	sibling?: ServedWorld,
): HostedWorld {
	const { decision_type = "multiple", late_resubmission = 204 } = fault;
	return {
		plan: {
			company_id,
			project_id,
			instance_id,
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
		...(sibling === undefined
			? { oauth: { expires_in: 5_400 } }
			: { sibling_of: sibling.id }),
	};
}

/** The response of the person whose submission it is, on the step that it answers; `undefined` if there is none. */
export function ownResponse({
	responses,
}: HostedWorldRecord): StoredResponse | undefined {
	const step = response.current_step_occurrence_id;
	return responses.find(
		(each) => each.person_id === respondentId && each.step === step,
	);
}

/** Whether a response on record is that of the submission. */
export function isSubmitted({ option_id, comment }: StoredResponse): boolean {
	return (
		option_id === response.selected_response_option_id &&
		comment === (response.comment ?? null)
	);
}
