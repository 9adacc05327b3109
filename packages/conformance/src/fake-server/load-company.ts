import type { Issue } from "@signoff/core";
import {
	type Fixture,
	lastInstanceNumber,
	parseFixture,
	replayInstance,
} from "@signoff/core/fixture";
import { type Company, getPerson, type WorkflowInstance } from "./company.ts";
import { submit } from "./submit.ts";
import { startInstance } from "./workflow-steps.ts";

/**
 * Validates a fixture and builds its company. Replays the recorded responses by core's rule.
 *
 * @param now Unix milliseconds; ages in the fixture are relative to it
 * @throws {TypeError} if the fixture is not valid; the message lists every issue with its path
 */
export function loadCompany(input: unknown, now: number): Company {
	const parsed = parseFixture(input);
	if (parsed.kind === "invalid") throw invalidFixture(parsed.issues);
	// Parsing copies: the caller may change the fixture afterwards.
	const fixture = parsed.value;
	const company = emptyCompany(fixture);
	for (const [index, instance] of fixture.instances.entries()) {
		const issue = replay(company, instance, index, now);
		if (issue !== null) throw invalidFixture([issue]);
	}
	return company;
}

function emptyCompany(fixture: Fixture): Company {
	return {
		...fixture.company,
		projects: fixture.projects,
		people: fixture.people,
		templates: fixture.templates.map((template) => ({
			...template,
			steps: template.steps.map((step) => ({
				...step,
				uuid: crypto.randomUUID(),
			})),
		})),
		instances: new Map(),
		lastIds: {
			instance: lastInstanceNumber(fixture),
			step: 0,
			response: 0,
		},
	};
}

function replay(
	company: Company,
	fields: Fixture["instances"][number],
	index: number,
	now: number,
): Issue | null {
	const { id, project_id, template_id, item_id, created_by } = fields;
	const template = company.templates.find((each) => each.id === template_id);
	if (template === undefined)
		throw new Error("An instance refers to a template that does not exist.");
	let instance: WorkflowInstance | null = null;
	return replayInstance(fields, index, now, {
		start(at) {
			instance = startInstance(
				company,
				template,
				{
					id,
					project_id: project_id ?? null,
					item_id,
					created_by:
						created_by === undefined ? null : getPerson(company, created_by),
				},
				at,
			);
		},
		currentStep: () => instance?.current?.id ?? null,
		respond: (personId, response, at) =>
			submit(
				company,
				getPerson(company, personId),
				{ project_id, id, response },
				at,
			),
	});
}

function invalidFixture(issues: Issue[]): TypeError {
	const lines = issues.map(
		({ path, message }) => `  ${path.join(".") || "(root)"}: ${message}`,
	);
	return new TypeError(`The fixture is not valid.\n${lines.join("\n")}`);
}
