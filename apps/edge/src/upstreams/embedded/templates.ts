import type { ResponseOption } from "@signoff/core";
import type { DecisionType } from "@signoff/core/server";
import * as z from "zod/mini";
import {
	nullableTextColumn,
	type Sql,
	type SqlRow,
	textColumn,
} from "./sql.ts";

/** The level a tool's instances live at (contract §2). */
export type Provider = "Project" | "Company";

/** One step of a template. */
export type TemplateStep = {
	uuid: string;
	name: string;
	decision_type: DecisionType;
	/** Days from the step's start until it is overdue; `null` where it never is. */
	due_in_days: number | null;
	assignees: { person_id: string; required: boolean }[];
	options: ResponseOption[];
};

/** What an instance goes through. A template never changes once it is kept. */
export type Template = {
	id: string;
	name: string;
	tool_type: string;
	tool_subtype: string | null;
	tool_name: string;
	provider: Provider;
	steps: TemplateStep[];
};

const steps: z.ZodMiniType<TemplateStep[]> = z.array(
	z.object({
		uuid: z.string(),
		name: z.string(),
		decision_type: z.enum(["first", "multiple"]),
		due_in_days: z.nullable(z.number()),
		assignees: z.array(
			z.object({ person_id: z.string(), required: z.boolean() }),
		),
		options: z.array(
			z.object({
				id: z.string(),
				name: z.string(),
				response_type: z.nullable(z.string()),
			}),
		),
	}),
);

/** Templates by id, each read once. */
export type Templates = { get(id: string): Template; all(): Template[] };

/** The templates of a ledger. */
export function loadTemplates(sql: Sql): Templates {
	const known = new Map<string, Template>();
	const keep = (row: SqlRow): Template => {
		const template = parseTemplateRow(row);
		known.set(template.id, template);
		return template;
	};
	return {
		get(id: string): Template {
			const template =
				known.get(id) ??
				sql.exec("SELECT * FROM templates WHERE id = ?", id).map(keep)[0];
			if (template === undefined)
				throw new Error("An instance names a template that is not kept.");
			return template;
		},
		all: (): Template[] =>
			sql.exec("SELECT * FROM templates ORDER BY position").map(keep),
	};
}

function parseTemplateRow(row: SqlRow): Template {
	return {
		id: textColumn(row, "id"),
		name: textColumn(row, "name"),
		tool_type: textColumn(row, "tool_type"),
		tool_subtype: nullableTextColumn(row, "tool_subtype"),
		tool_name: textColumn(row, "tool_name"),
		provider: textColumn(row, "provider") === "Company" ? "Company" : "Project",
		steps: z.parse(steps, JSON.parse(textColumn(row, "steps"))),
	};
}

/** The step of a template at `index`. */
export function templateStep(template: Template, index: number): TemplateStep {
	const step = template.steps[index];
	if (step === undefined)
		throw new Error("A step occurrence lies outside its template.");
	return step;
}
