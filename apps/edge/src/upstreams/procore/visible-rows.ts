import type { ReadEndpointName } from "@signoff/core/contract/read-endpoints";
import type { ApiKey } from "../../api-keys/api-keys.ts";

/** The rows of a list of companies or projects that the edge serves to a caller; any other body as it is. */
export function visibleRows(
	name: ReadEndpointName,
	body: unknown,
	companies: ReadonlySet<string>,
	key: ApiKey | null,
): unknown {
	if (!Array.isArray(body)) return body;
	if (name === "listCompanies")
		return body.filter((row) => {
			const id = idOf(row);
			return companies.has(id) && (key === null || key.companies.includes(id));
		});
	if (name === "listProjects" && key !== null && key.projects.length > 0)
		return body.filter((row) => key.projects.includes(idOf(row)));
	return body;
}

function idOf(row: unknown): string {
	return typeof row === "object" && row !== null && "id" in row
		? String(row.id)
		: "";
}
