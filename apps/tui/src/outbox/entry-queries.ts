import type { OutboxEntry } from "./entry.ts";
import type { entryTable } from "./entry-table.ts";
import type { EntryFilter } from "./outbox-api.ts";

export function dueAt({ state }: OutboxEntry): number {
	switch (state.kind) {
		case "held":
			return state.until;
		case "open":
			return state.due_at;
		case "settled":
			return Number.POSITIVE_INFINITY;
	}
}

export function list(
	entries: ReturnType<typeof entryTable>,
	{ environment, company_id, project_ids, since = 0 }: EntryFilter,
): OutboxEntry[] {
	const conditions = Object.entries({
		environment,
		company_id,
		project_id: project_ids,
	}).flatMap(([name, value]) =>
		value === undefined ? [] : [{ name, values: [value].flat() }],
	);
	const oneOf = ({ name, values }: { name: string; values: string[] }) =>
		`${name} IN (${values.map(() => "?").join(", ")})`;
	return entries.select(
		["at >= ?", ...conditions.map(oneOf)].join(" AND "),
		since,
		...conditions.flatMap(({ values }) => values),
	);
}
