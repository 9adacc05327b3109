import type { ReadEndpointName } from "@signoff/core/contract/read-endpoints";
import type { ApiKey } from "../../api-keys/api-keys.ts";

/** A body as a caller may see it, and whether rows of it may be missing. */
export type VisibleBody = { body: unknown; isFiltered: boolean };

/** The rows of a list of companies or projects that the edge serves to a caller; any other body as it is. */
export function visibleRows(
	name: ReadEndpointName,
	body: unknown,
	companies: ReadonlySet<string>,
	key: ApiKey | null,
): VisibleBody {
	const isVisible = visibility(name, companies, key);
	return isVisible === null || !Array.isArray(body)
		? { body, isFiltered: false }
		: { body: body.filter((row) => isVisible(idOf(row))), isFiltered: true };
}

/** Whether a row is shown, by its id; `null` if all are. */
function visibility(
	name: ReadEndpointName,
	companies: ReadonlySet<string>,
	key: ApiKey | null,
): ((id: string) => boolean) | null {
	if (name === "listCompanies")
		return (id) =>
			companies.has(id) && (key === null || key.companies.includes(id));
	if (name === "listProjects" && key !== null && key.projects.length > 0)
		return (id) => key.projects.includes(id);
	return null;
}

function idOf(row: unknown): string {
	return typeof row === "object" && row !== null && "id" in row
		? String(row.id)
		: "";
}
