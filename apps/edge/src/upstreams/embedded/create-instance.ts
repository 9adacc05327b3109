import type { Scope } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { chooseTemplate, type NewInstanceRequest } from "@signoff/core/server";
import type { Sql } from "../../sql/sql-database.ts";
import type { ReadResult } from "../upstream.ts";
import { nextId } from "./id-counter.ts";
import { countNewInstance } from "./instance-counts.ts";
import type { Ledger } from "./ledger.ts";
import { findInstance } from "./queries.ts";
import { serializeInstance } from "./serialize-instance.ts";
import { insertStep } from "./step-transitions.ts";
import type { Template } from "./templates.ts";

/** The fields of a new instance that do not follow from its template. */
export type NewInstanceRecord = {
	id: string;
	project_id: string | null;
	item_id: string;
	created_by: string | null;
	/** Unix milliseconds. */
	at: number;
};

/** Starts a workflow for an item, in one transaction. */
export function createInstance(
	ledger: Ledger,
	personId: string,
	scope: Scope,
	request: NewInstanceRequest,
): Promise<ReadResult> {
	return ledger.commit(() => chooseAndInsert(ledger, personId, scope, request));
}

/** Like {@link createInstance}, but within the caller's transaction. */
export function chooseAndInsert(
	{ sql, templates, clock }: Ledger,
	personId: string,
	scope: Scope,
	request: NewInstanceRequest,
): ReadResult {
	const choice = chooseTemplate(templates.all(), scope, request);
	if (choice.kind === "refused")
		return { kind: "refused", outcome: outcomes.invalid([choice.issue]) };
	const id = unusedInstanceId(sql);
	insertInstance(sql, choice.template, {
		id,
		project_id: scope.project_id ?? null,
		item_id: request.item_id,
		created_by: personId,
		at: clock.now(),
	});
	const created = findInstance(sql, scope, id);
	if (created === null)
		throw new Error("The instance that was just created is missing.");
	return { kind: "ok", data: serializeInstance(sql, templates, created) };
}

/** Stores a new instance at its first step. Runs inside a transaction. */
export function insertInstance(
	sql: Sql,
	template: Template,
	instance: NewInstanceRecord,
): void {
	const { id, project_id, item_id, created_by, at } = instance;
	const stepId = nextId(sql, "step");
	const { startedAt, overdueAt } = insertStep(sql, template, {
		...{ id: stepId, instanceId: id, index: 0, now: at },
	});
	sql.exec(
		`INSERT INTO instances (id, project_id, template_id, tool_type, tool_subtype, item_id, created_by, created_at, updated_at, step_id, step_index, overdue_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
		id,
		project_id,
		template.id,
		template.tool_type,
		template.tool_subtype,
		item_id,
		created_by,
		startedAt,
		startedAt,
		stepId,
		overdueAt,
	);
	countNewInstance(sql, { projectId: project_id, templateId: template.id });
}

function unusedInstanceId(sql: Sql): string {
	let id = nextId(sql, "instance");
	while (sql.exec("SELECT 1 FROM instances WHERE id = ?", id).length > 0)
		id = nextId(sql, "instance");
	return id;
}
