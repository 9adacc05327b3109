import type { WorldPlan } from "../simulation/world.ts";

/** A company in the edge's fixture format, from which a server is filled. Plain JSON. */
export type CompanyFixture = {
	company: { id: string; name: string };
	projects: { id: string; name: string }[];
	people: {
		id: string;
		login: string;
		name: string;
		company: string;
		token: string;
	}[];
	templates: object[];
	instances: object[];
};

/** The token that {@link fixtureOf} gives a plan's person. */
export function tokenOf(personId: string): string {
	return `token-of-${personId}`;
}

/** A plan as a fixture with one instance at its first step. */
export function fixtureOf(plan: WorldPlan, templateId = "10"): CompanyFixture {
	const company = "Harbor Build Co";
	const { project_id } = plan;
	return {
		company: { id: plan.company_id, name: company },
		projects: [{ id: project_id ?? "77", name: "Pier 9" }],
		people: plan.people.map((person) => ({
			...person,
			company,
			token: tokenOf(person.id),
		})),
		templates: [
			{
				id: templateId,
				name: "Invoice approval",
				tool_type: "requisition",
				tool_name: "Invoices",
				provider: project_id === undefined ? "Company" : "Project",
				steps: plan.steps.map(
					({ name, decision_type, assignees, options }) => ({
						name,
						decision_type,
						assignees: assignees.map(({ person_id, required }) => ({
							person: person_id,
							required,
						})),
						response_options: options,
					}),
				),
			},
		],
		instances: [
			{
				id: plan.instance_id,
				template_id: templateId,
				item_id: "483",
				...(project_id === undefined ? {} : { project_id }),
			},
		],
	};
}
