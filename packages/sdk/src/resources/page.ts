import type { ParseResult } from "@signoff/core/validation";
import { parseRows } from "./parse-rows.ts";

/** One page of a list. */
export type Page<T> = {
	/** The rows that could be parsed. */
	rows: T[];
	/** How many rows were sent. */
	rowCount: number;
	/** Identifies the page by its rows; `null` if it has none. */
	fingerprint: string | null;
	/** What the body says about a next page: `has_next_page`, beside `data` or in `pagination`; `null` if nothing. */
	hasNextPage: boolean | null;
};

/**
 * Parses a page.
 *
 * @param rows the list in the body
 */
export function parsePage<T>(
	body: unknown,
	rows: unknown,
	parse: (row: unknown) => ParseResult<T>,
): ParseResult<Page<T>> {
	const parsed = parseRows(rows, parse);
	if (parsed.kind === "invalid") return parsed;
	const sent: unknown[] = Array.isArray(rows) ? rows : [];
	return {
		kind: "parsed",
		value: {
			rows: parsed.value,
			rowCount: sent.length,
			fingerprint: fingerprintOf(sent),
			hasNextPage: hasNextPage(body) ?? hasNextPage(field(body, "pagination")),
		},
	};
}

/** Two pages of one list that agree in this are the same page. Other fields of a row may change between two reads. */
function fingerprintOf(rows: unknown[]): string | null {
	if (rows.length === 0) return null;
	const ids = [rows[0], rows.at(-1)].map((row) => field(row, "id"));
	return JSON.stringify([rows.length, ...ids]);
}

function hasNextPage(value: unknown): boolean | null {
	const flag = field(value, "has_next_page");
	return typeof flag === "boolean" ? flag : null;
}

function field(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, name)
		: undefined;
}
