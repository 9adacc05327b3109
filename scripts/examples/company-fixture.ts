/** A company with one person, Ada (`ada-token`), and the instances that the documents name, each at its first step. */
export function companyFixture(
	projectInstances: string[],
	companyInstances: string[] = [],
): object {
	const ada = { id: "101", login: "ada@harbor.example", name: "Ada Byron" };
	return {
		company: { id: "4201", name: "Harbor Build Co" },
		projects: [{ id: "77", name: "Pier 9" }],
		people: [{ ...ada, company: "Harbor Build Co", token: "ada-token" }],
		templates: [
			{
				...{ id: "10", name: "Invoice approval", provider: "Project" },
				...{ tool_type: "requisition", tool_name: "Invoices" },
				steps: [step("Architectural review", 3)],
			},
			{
				...{ id: "11", name: "Policy approval", provider: "Company" },
				...{ tool_type: "generic_tool_item", tool_name: "Policies" },
				steps: [step("Legal review", 30)],
			},
		],
		instances: [
			...projectInstances.map((id) => ({
				...{ id, project_id: "77", template_id: "10", item_id: id },
				started_at: "-5d",
			})),
			...companyInstances.map((id) => ({
				...{ id, template_id: "11", item_id: id },
			})),
		],
	};
}

function step(name: string, due_in_days: number): object {
	return {
		name,
		decision_type: "first",
		due_in_days,
		assignees: [{ person: "101", required: true }],
		response_options: [
			{ id: "2000", name: "Approve", response_type: "approve" },
			{ id: "2001", name: "Return", response_type: "return" },
		],
	};
}
