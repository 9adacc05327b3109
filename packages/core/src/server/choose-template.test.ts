import { expect, test } from "vitest";
import { chooseTemplate, type TemplateKey } from "./choose-template.ts";
import type { NewInstanceRequest } from "./new-instance.ts";

const company = { company_id: "4201" };
const project = { ...company, project_id: "77" };

const templates: TemplateKey[] = [
	{ id: "1", tool_type: "a", provider: "Project" },
	{ id: "2", tool_type: "a", provider: "Company" },
	{ id: "3", tool_type: "b", tool_subtype: "x", provider: "Project" },
	{ id: "4", tool_type: "b", tool_subtype: "y", provider: "Project" },
];

type Fields = Partial<NewInstanceRequest>;

test.each<[scope: object, fields: Fields, id: string]>([
	[project, { tool_type: "a" }, "1"],
	[company, { tool_type: "a" }, "2"],
	[project, { tool_type: "a", template_id: "1" }, "1"],
	[project, { tool_type: "b", tool_subtype: "y" }, "4"],
	[project, { tool_type: "b", tool_subtype: null, template_id: "3" }, "3"],
	[project, { tool_type: "a", preset_id: null, template_id: null }, "1"],
])("in %j, %j gets template %s", (scope, fields, id) => {
	const request = { item_id: "1", tool_type: "", ...fields };
	const choice = chooseTemplate(templates, { ...company, ...scope }, request);
	expect(choice).toMatchObject({ kind: "chosen", template: { id } });
});

test.each<[scope: object, fields: Fields, code: string, path: string]>([
	[project, { tool_type: "c" }, "no_template", "tool_type"],
	[company, { tool_type: "b" }, "no_template", "tool_type"],
	[project, { tool_type: "b", tool_subtype: "z" }, "no_template", "tool_type"],
	[
		project,
		{ tool_type: "a", template_id: "2" },
		"unknown_template",
		"template_id",
	],
	[project, { tool_type: "b" }, "ambiguous_template", "template_id"],
	[project, { tool_type: "a", preset_id: "1" }, "unknown_preset", "preset_id"],
])("in %j, %j is refused: %s", (scope, fields, code, path) => {
	const request = { item_id: "1", tool_type: "", ...fields };
	const choice = chooseTemplate(templates, { ...company, ...scope }, request);
	expect(choice).toEqual({
		kind: "refused",
		issue: { code, path: [path], message: expect.stringMatching(/\.$/) },
	});
});
