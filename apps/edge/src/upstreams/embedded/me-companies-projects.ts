import { type Sql, type SqlRow, textColumn } from "../../sql/sql-database.ts";
import type {
	CompanyView,
	MeView,
	ProjectView,
	ToolView,
	V1Id,
} from "../views/me-companies-projects.ts";
import { getPerson } from "./queries.ts";
import { remembered } from "./remembered.ts";
import type { Provider, WorkflowTemplates } from "./templates.ts";

/** A company or project. */
type NamedRecord = { id: string; name: string };

const readCompany = remembered((sql): NamedRecord | null => {
	const row = sql.exec("SELECT id, name FROM company")[0];
	return row === undefined
		? null
		: { id: textColumn(row, "id"), name: textColumn(row, "name") };
});

/** The company of this ledger; `null` if the ledger is empty. */
export function getCompany(sql: Sql): NamedRecord | null {
	return readCompany(sql, "");
}

const findProject = remembered(
	(sql, id): SqlRow | null =>
		sql.exec("SELECT 1 FROM projects WHERE id = ?", id)[0] ?? null,
);

/** Whether the company has this project. */
export function hasProject(sql: Sql, id: string): boolean {
	return findProject(sql, id) !== null;
}

/** The body of `GET /me` for a person (contract §2). */
export function serializeMe(sql: Sql, personId: string): MeView {
	const { id, login, name } = getPerson(sql, personId);
	return { id: toV1Id(id), login, name };
}

/** The list of companies: the company of this ledger. */
export function serializeCompanies(sql: Sql): CompanyView[] {
	const company = getCompany(sql);
	return company === null
		? []
		: [{ id: toV1Id(company.id), name: company.name, is_active: true }];
}

/** The list of the company's projects. */
export function serializeProjects(
	sql: Sql,
	company: NamedRecord,
): ProjectView[] {
	return sql
		.exec("SELECT id, name FROM projects ORDER BY rowid")
		.map((row) => ({
			id: toV1Id(textColumn(row, "id")),
			name: textColumn(row, "name"),
			active: true,
			company: { id: toV1Id(company.id), name: company.name },
		}));
}

/** The tools that have a template, each once; at project level only those whose instances live there. */
export function serializeTools(
	templates: WorkflowTemplates,
	level: Provider,
): ToolView[] {
	const tools = new Map<string, ToolView>();
	for (const {
		tool_name,
		tool_type,
		tool_subtype,
		provider,
	} of templates.all()) {
		const key = JSON.stringify([tool_type, tool_subtype, provider]);
		if (tools.has(key) || (level === "Project" && provider !== "Project"))
			continue;
		tools.set(key, {
			name: tool_name,
			type: tool_type,
			provider,
			...(tool_subtype === null ? {} : { subtype: tool_subtype }),
		});
	}
	return [...tools.values()];
}

/** v1 ids are integers. An id that does not convert without loss stays a string. */
function toV1Id(id: string): V1Id {
	const number = Number(id);
	return Number.isSafeInteger(number) && String(number) === id ? number : id;
}
