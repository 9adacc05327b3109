import type { Company, Person, Template } from "./company.ts";
import type { JsonObject } from "./serialize-instance.ts";

/** The body of `GET /rest/v1.0/me` (contract §2). */
export function serializeMe({ id, login, name }: Person): JsonObject {
	return { id: toV1Id(id), login, name };
}

/** The list of companies: the only one. */
export function serializeCompanies({ id, name }: Company): JsonObject[] {
	return [{ id: toV1Id(id), name, is_active: true }];
}

/** The list of the company's projects. */
export function serializeProjects(company: Company): JsonObject[] {
	return company.projects.map(({ id, name }) => ({
		id: toV1Id(id),
		name,
		active: true,
		company: { id: toV1Id(company.id), name: company.name },
	}));
}

/** The tools that have a template, each once; at project level only those whose instances live there. */
export function serializeTools(
	{ templates }: Company,
	level: Template["provider"],
): JsonObject[] {
	const tools = new Map<string, JsonObject>();
	for (const { tool_name, tool_type, tool_subtype, provider } of templates) {
		const key = JSON.stringify([tool_type, tool_subtype, provider]);
		if (tools.has(key) || (level === "Project" && provider !== "Project"))
			continue;
		tools.set(key, {
			name: tool_name,
			type: tool_type,
			provider,
			...(tool_subtype === undefined ? {} : { subtype: tool_subtype }),
		});
	}
	return [...tools.values()];
}

/** v1 ids are integers. An id that does not convert without loss stays a string. */
function toV1Id(id: string): number | string {
	const number = Number(id);
	return Number.isSafeInteger(number) && String(number) === id ? number : id;
}
