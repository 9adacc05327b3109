import type { Fixture } from "@signoff/core/fixture";

/**
 * Both levels. Each has two templates: `first` has two steps with `decision_type` `first`; in `multiple`, two of three
 * people must respond, then one.
 */
export const levels = ["company", "project"] as const;

/** The level that an instance lives at. */
export type Level = (typeof levels)[number];

/** The path of the workflows at each level. */
export const prefixes: Record<Level, string> = {
	company: "/rest/v2.0/companies/4201/workflows",
	project: "/rest/v2.0/companies/4201/projects/77/workflows",
};

const options = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Return", response_type: "return" },
	{ id: "2002", name: "Reject", response_type: "reject" },
];

const ada = { person: "101", required: true };
const bob = { person: "102", required: true };
const cyOptional = { person: "103", required: false };

/** A small company for tests. Dan has a token, but is not an assignee of any step. */
export function company(): Fixture {
	return structuredClone({
		company: { id: "4201", name: "Harbor Build Co" },
		projects: [
			{ id: "77", name: "Pier 9" },
			{ id: "78", name: "Harbor Tower" },
		],
		people: [
			person("101", "ada"),
			person("102", "bob"),
			person("103", "cy"),
			person("104", "dan"),
		],
		templates: levels.flatMap((level) => [
			template(level, "first", [
				{
					name: "Review",
					decision_type: "first",
					due_in_days: 3,
					assignees: [ada, bob],
					response_options: options,
				},
				{
					name: "Release",
					decision_type: "first",
					assignees: [bob],
					response_options: options,
				},
			]),
			template(level, "multiple", [
				{
					name: "Check",
					decision_type: "multiple",
					assignees: [ada, bob, cyOptional],
					response_options: options,
				},
				{
					name: "Sign",
					decision_type: "first",
					assignees: [ada],
					response_options: options,
				},
			]),
		]),
		instances: levels.flatMap((level) => [
			instance(level, "first", 1),
			instance(level, "multiple", 2),
		]),
	});
}

/** The company with more instances of the project, all at their first step. Their ids begin with 95000. */
export function companyWith(count: number): {
	ids: string[];
	fixture: Fixture;
} {
	const fixture = company();
	const ids = Array.from({ length: count }, (_, index) => `${95_000 + index}`);
	const first = instance("project", "first", 1);
	const more = ids.map((id) => ({ ...first, id, item_id: id }));
	return {
		ids,
		fixture: { ...fixture, instances: [...fixture.instances, ...more] },
	};
}

/** The id of the instance with this level and template in {@link company}. */
export function instanceId(level: Level, flow: "first" | "multiple"): string {
	return `${level === "company" ? 91 : 92}0${flow === "first" ? 1 : 2}`;
}

function person(id: string, name: string): Fixture["people"][number] {
	return {
		id,
		login: `${name}@harbor.example`,
		name,
		company: "Harbor Build Co",
		token: `${name}-token`,
	};
}

function template(
	level: Level,
	flow: string,
	steps: Fixture["templates"][number]["steps"],
): Fixture["templates"][number] {
	const provider = level === "company" ? "Company" : "Project";
	return {
		id: `${level}-${flow}`,
		name: `${flow} at ${level} level`,
		tool_type: flow,
		tool_name: flow,
		provider,
		steps,
	};
}

function instance(
	level: Level,
	flow: "first" | "multiple",
	item: number,
): Fixture["instances"][number] {
	return {
		id: instanceId(level, flow),
		...(level === "company" ? {} : { project_id: "77" }),
		template_id: `${level}-${flow}`,
		item_id: String(item),
	};
}
