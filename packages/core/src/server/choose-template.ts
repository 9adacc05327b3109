import type { Scope } from "../contract/submission.ts";
import type { Issue } from "../validation/issue.ts";
import type { NewInstanceRequest } from "./new-instance.ts";

/** The fields of a workflow template by which {@link chooseTemplate} chooses. */
export type TemplateKey = {
	id: string;
	tool_type: string;
	tool_subtype?: string | null | undefined;
	/** The level of the template's instances. */
	provider: "Project" | "Company";
};

/** The template of a new instance, or why there is none. */
export type TemplateChoice<T extends TemplateKey> =
	| { kind: "chosen"; template: T }
	| { kind: "refused"; issue: Issue };

/**
 * Chooses the template that the request names, or else the only one for its tool at this level. The contract does not
 * say how; this rule is Signoff's.
 */
export function chooseTemplate<T extends TemplateKey>(
	templates: T[],
	scope: Scope,
	request: NewInstanceRequest,
): TemplateChoice<T> {
	if (request.preset_id != null)
		return notChosen(
			"unknown_preset",
			["preset_id"],
			"There is no such preset.",
		);
	const level = scope.project_id === undefined ? "Company" : "Project";
	const subtype = request.tool_subtype ?? null;
	const candidates = templates.filter(
		({ tool_type, tool_subtype, provider }) =>
			tool_type === request.tool_type &&
			(subtype === null || tool_subtype === subtype) &&
			provider === level,
	);
	const matching =
		request.template_id == null
			? candidates
			: candidates.filter(({ id }) => id === request.template_id);
	const [template, another] = matching;
	if (template === undefined)
		return request.template_id == null
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
): TemplateChoice<never> {
	return { kind: "refused", issue: { code, path, message } };
}
