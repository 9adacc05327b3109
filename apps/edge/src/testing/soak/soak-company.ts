import type { Fixture } from "@signoff/core/fixture";

/** One submission of a soak: each person answers each instance once. */
export type SoakSubmission = {
	person: number;
	instance: string;
	step: string;
	comment: string;
};

/** The path of the instances. */
export const soakInstances =
	"/rest/v2.0/companies/4201/projects/77/workflows/instances";

/** A company whose instances have one step, which each of its people must answer. */
export function soakCompany(people: number, instances: number): Fixture {
	const ids = Array.from({ length: people }, (_, index) => index);
	return {
		company: { id: "4201", name: "Soak Co" },
		projects: [{ id: "77", name: "Soak" }],
		people: ids.map((index) => ({
			...{ id: personId(index), name: `Person ${index}`, company: "Soak Co" },
			...{ login: `p${index}@soak.example`, token: tokenOf(index) },
		})),
		templates: [
			{
				...{ id: "all", name: "All", tool_type: "soak", tool_name: "Soak" },
				provider: "Project",
				steps: [
					{
						...{ name: "Review", decision_type: "multiple" },
						assignees: ids.map((index) => ({
							person: personId(index),
							required: true,
						})),
						response_options: [
							{ id: "2000", name: "Approve", response_type: "approve" },
						],
					},
				],
			},
		],
		instances: Array.from({ length: instances }, (_, index) => ({
			...{ id: instanceId(index), project_id: "77", template_id: "all" },
			item_id: String(index),
		})),
	};
}

/** Every submission, in an order in which the people alternate. */
export function soakSubmissions(
	people: number,
	instances: number,
): SoakSubmission[] {
	return Array.from({ length: people * instances }, (_, index) => {
		const person = index % people;
		const number = Math.floor(index / people);
		return {
			...{ person, instance: instanceId(number) },
			// Step occurrences are numbered in the order of the instances.
			step: String(number + 1),
			comment: `p${person} i${number}`,
		};
	});
}

/** The access token of a person. */
export function tokenOf(person: number): string {
	return `p${person}-token`;
}

function personId(index: number): string {
	return String(100 + index);
}

function instanceId(index: number): string {
	return String(100_000 + index);
}
