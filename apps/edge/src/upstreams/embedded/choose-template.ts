import type { Issue, Scope } from "@signoff/core";
import type { NewInstanceRequest } from "../requests.ts";
import type { Template } from "./templates.ts";

type TemplateChoice =
	| { kind: "chosen"; template: Template }
	| { kind: "none"; issue: Issue };

export function chooseTemplate(
	templates: Template[],
	scope: Scope,
	wanted: NewInstanceRequest,
): TemplateChoice {
	if (wanted.preset_id != null)
		return notChosen(
			"unknown_preset",
			["preset_id"],
			"There is no such preset.",
		);
	const level = scope.project_id === undefined ? "Company" : "Project";
	const subtype = wanted.tool_subtype ?? null;
	const fitting = templates.filter(
		({ tool_type, tool_subtype, provider }) =>
			tool_type === wanted.tool_type &&
			(subtype === null || tool_subtype === subtype) &&
			provider === level,
	);
	const named =
		wanted.template_id == null
			? fitting
			: fitting.filter(({ id }) => id === wanted.template_id);
	const [template, another] = named;
	if (template === undefined)
		return wanted.template_id == null
			? notChosen(
					"no_template",
					["tool_type"],
					"No workflow template fits this tool at this level.",
				)
			: notChosen(
					"unknown_template",
					["template_id"],
					"No such workflow template fits this tool at this level.",
				);
	if (another !== undefined)
		return notChosen(
			"ambiguous_template",
			["template_id"],
			"Several workflow templates fit this tool: name one.",
		);
	return { kind: "chosen", template };
}

function notChosen(
	code: string,
	path: Issue["path"],
	message: string,
): TemplateChoice {
	return { kind: "none", issue: { code, path, message } };
}
