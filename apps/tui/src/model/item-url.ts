import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { WaitingStep } from "@signoff/sdk";

/** The placeholders of a link template. */
const parts = [
	"company_id",
	"project_id",
	"tool_type",
	"item_id",
	"instance_id",
] as const;
type Part = (typeof parts)[number];

const placeholder = /\{([^{}]*)\}/g;

/** Validates a template of links to items: a web address with placeholders such as `{item_id}`. */
export function readItemUrl(
	template: string | null,
): ParseResult<string | null> {
	if (template === null) return { kind: "parsed", value: null };
	const unknown = [...template.matchAll(placeholder)].some(
		([, name]) => !isPart(name),
	);
	const address = URL.parse(template.replace(placeholder, "1"));
	const web = address?.protocol === "https:" || address?.protocol === "http:";
	const plain = !/[\s\p{Cc}]/u.test(template);
	if (web && plain && !unknown) return { kind: "parsed", value: template };
	const message = `The link template (SIGNOFF_ITEM_URL, \`item_url\`) must be a web address; its parts are ${parts.map((part) => `{${part}}`).join(", ")}.`;
	return { kind: "invalid", issues: [malformedIssue(["item_url"], message)] };
}

/** The link to an item. `null` without a template, or if the template names a part that the item does not have. */
export function itemLink(
	template: string | null,
	waitingStep: WaitingStep,
): string | null {
	if (template === null) return null;
	const { scope, instance } = waitingStep;
	const { company_id, project_id } = scope;
	const { tool_type, item_id, id } = instance;
	const values: Record<Part, string | null> = {
		company_id,
		project_id: project_id ?? null,
		tool_type,
		item_id,
		instance_id: id,
	};
	const missing = parts.some(
		(part) => values[part] === null && template.includes(`{${part}}`),
	);
	return missing
		? null
		: template.replace(placeholder, (whole, name: string) =>
				isPart(name)
					? encodeURIComponent(values[name]?.toWellFormed() ?? "")
					: whole,
			);
}

function isPart(name: string | undefined): name is Part {
	return parts.some((part) => part === name);
}
