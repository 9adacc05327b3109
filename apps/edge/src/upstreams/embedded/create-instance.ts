import type { Issue, Scope } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { Wanted } from "../../http/schemas/new-instance.ts";
import type { Found } from "../upstream.ts";
import { iso } from "./clock.ts";
import type { Ledger } from "./ledger.ts";
import { findInstance, nextId } from "./queries.ts";
import { instanceView } from "./serialize-instance.ts";
import type { Sql } from "./sql.ts";
import { beginStep } from "./step-transitions.ts";
import type { Template } from "./templates.ts";

/** What a new instance is made of. */
export type NewInstance = {
	id: string;
	project_id: string | null;
	item_id: string;
	created_by: string | null;
	at: number;
};

/** Starts a workflow for an item, by the template named or by the only one that fits. */
export function createInstance(
	ledger: Ledger,
	person: string,
	scope: Scope,
	wanted: Wanted,
): Found {
	const { sql, templates, clock } = ledger;
	return sql.transaction(() => {
		const chosen = choose(templates.all(), scope, wanted);
		if (chosen.kind === "none")
			return { kind: "refused", outcome: outcomes.invalid([chosen.issue]) };
		const id = freshId(sql);
		const { item_id } = wanted;
		const project_id = scope.project_id ?? null;
		insertInstance(sql, chosen.template, {
			id,
			project_id,
			item_id,
			created_by: person,
			at: clock.now(),
		});
		const created = findInstance(sql, scope, id);
		if (created === null)
			throw new Error("An instance just created is not there.");
		return { kind: "found", data: instanceView(sql, templates, created) };
	});
}

/** Keeps a new instance, at its first step. Runs inside a transaction. */
export function insertInstance(
	sql: Sql,
	template: Template,
	instance: NewInstance,
): void {
	const { id, project_id, item_id, created_by, at } = instance;
	sql.exec(
		`INSERT INTO instances (id, project_id, template_id, tool_type, tool_subtype, item_id, created_by, created_at, updated_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id,
		project_id,
		template.id,
		template.tool_type,
		template.tool_subtype,
		item_id,
		created_by,
		iso(at),
		iso(at),
	);
	beginStep(sql, id, template, 0, at);
}

function freshId(sql: Sql): string {
	const id = nextId(sql, "instance");
	return sql.exec("SELECT 1 FROM instances WHERE id = ?", id).length === 0
		? id
		: freshId(sql);
}

type Choice =
	| { kind: "chosen"; template: Template }
	| { kind: "none"; issue: Issue };

function choose(templates: Template[], scope: Scope, wanted: Wanted): Choice {
	if (wanted.preset_id != null)
		return none("unknown_preset", ["preset_id"], "There is no such preset.");
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
			? none(
					"no_template",
					["tool_type"],
					"No workflow template fits this tool at this level.",
				)
			: none(
					"unknown_template",
					["template_id"],
					"No such workflow template fits this tool at this level.",
				);
	if (another !== undefined)
		return none(
			"ambiguous_template",
			["template_id"],
			"Several workflow templates fit this tool: name one.",
		);
	return { kind: "chosen", template };
}

function none(code: string, path: Issue["path"], message: string): Choice {
	return { kind: "none", issue: { code, path, message } };
}
