/** The people of the sample company. Their tokens are `<name>-token`. */
const people = [
	{ id: "101", login: "ada@harbor.example", name: "Ada Byron" },
	{ id: "102", login: "ben@harbor.example", name: "Ben Okri" },
	{ id: "103", login: "cleo@harbor.example", name: "Cleo Vance" },
];

const options = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Return", response_type: "return" },
	{ id: "2002", name: "Revise", response_type: "reject" },
	{ id: "2003", name: "revise", response_type: "reject" },
];

const everyone = ["101", "102"].map((person) => ({ person, required: true }));

/** A step that waits for the first response of Ada and Ben, or for both. */
function step(
	name: string,
	decision_type: "first" | "multiple",
	due_in_days: number,
): object {
	return {
		name,
		decision_type,
		due_in_days,
		assignees: everyone,
		response_options: options,
	};
}

/**
 * A fixture: a company with invoices in project 77 and policies at company level.
 *
 * @param instances ids of invoices (9001, …), each at its first step
 */
export function sampleCompany(
	instances: string[],
	policies: string[] = [],
): object {
	return {
		company: { id: "4201", name: "Harbor Build Co" },
		projects: [{ id: "77", name: "Pier 9" }],
		people: people.map((each) => ({
			...each,
			company: "Harbor Build Co",
			token: `${each.login.split("@")[0]}-token`,
		})),
		templates: [
			{
				id: "10",
				name: "Invoice approval",
				tool_type: "requisition",
				tool_name: "Invoices",
				provider: "Project",
				steps: [
					step("Architectural review", "first", 3),
					step("Payment", "multiple", 5),
				],
			},
			{
				id: "11",
				name: "Policy approval",
				tool_type: "generic_tool_item",
				tool_name: "Policies",
				provider: "Company",
				steps: [step("Legal review", "multiple", 7)],
			},
		],
		instances: [
			...instances.map((id) => ({
				id,
				project_id: "77",
				template_id: "10",
				item_id: `4${id}`,
			})),
			...policies.map((id) => ({ id, template_id: "11", item_id: `5${id}` })),
		],
	};
}
