import type { ResponseOption } from "@signoff/core";
import type { DecisionType } from "@signoff/core/server";
import * as z from "zod/mini";
import {
	DamagedRecord,
	jsonColumn,
	nullableTextColumn,
	type Sql,
	type SqlRow,
	textColumn,
} from "../../sql/sql-database.ts";
import { remembered } from "./remembered.ts";

/** The level a tool's instances live at (contract §2). */
export type Provider = "Project" | "Company";

/** One step of a template. */
export type TemplateStep = {
	uuid: string;
	name: string;
	decision_type: DecisionType;
	/** Days from the step's start until it is overdue; `null` if it never is. */
	due_in_days: number | null;
	assignees: { person_id: string; required: boolean }[];
	options: ResponseOption[];
};

/** The steps that an instance goes through. A stored template never changes. */
export type Template = {
	id: string;
	name: string;
	tool_type: string;
	tool_subtype: string | null;
	tool_name: string;
	provider: Provider;
	steps: TemplateStep[];
};

const stepsSchema: z.ZodMiniType<TemplateStep[]> = z.array(
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

/** The templates of a ledger, each read once, because a stored template never changes. `get` throws if there is no template with that id. */
export type WorkflowTemplates = {
	get(id: string): Template;
	all(): Template[];
};

/** The templates of a ledger. */
export function selectWorkflowTemplates(sql: Sql): WorkflowTemplates {
	return {
		get(id) {
			const template = findTemplate(sql, id);
			if (template === null)
				throw new DamagedRecord(
					"An instance refers to a template that is not stored.",
				);
			return template;
		},
		all: () => listTemplates(sql, "") ?? [],
	};
}

const findTemplate = remembered((sql, id): Template | null => {
	const [row] = sql.exec("SELECT * FROM templates WHERE id = ?", id);
	return row === undefined ? null : parseTemplateRow(row);
});

/** A ledger receives all its templates at once. */
const listTemplates = remembered((sql): Template[] | null => {
	const rows = sql.exec("SELECT * FROM templates ORDER BY position");
	return rows.length === 0 ? null : rows.map(parseTemplateRow);
});

function parseTemplateRow(row: SqlRow): Template {
	return {
		id: textColumn(row, "id"),
		name: textColumn(row, "name"),
		tool_type: textColumn(row, "tool_type"),
		tool_subtype: nullableTextColumn(row, "tool_subtype"),
		tool_name: textColumn(row, "tool_name"),
		provider: textColumn(row, "provider") === "Company" ? "Company" : "Project",
		steps: jsonColumn(row, "steps", stepsSchema),
	};
}

/** The step of a template at `index`. Throws if there is none: rows refer to existing steps only. */
export function templateStep(template: Template, index: number): TemplateStep {
	const step = template.steps[index];
	if (step === undefined)
		throw new DamagedRecord(
			"A step occurrence refers to a step its template lacks.",
		);
	return step;
}
