import type { PageLink } from "../upstream.ts";
import { integerColumn, type SqlRow } from "./sql-database.ts";

/** Links of a page that was read by cursor. */
export function cursorLinks(rows: SqlRow[], hasMore: boolean): PageLink[] {
	const last = rows.at(-1);
	const next: PageLink[] =
		hasMore && last !== undefined
			? [
					{
						rel: "next",
						query: { cursor: encodeCursor(integerColumn(last, "seq")) },
					},
				]
			: [];
	return [...next, { rel: "first", query: {} }];
}

/** Links of a page that was read by number. */
export function pageLinks(page: number, pageCount: number): PageLink[] {
	const link = (rel: PageLink["rel"], to: number): PageLink => ({
		rel,
		query: { page: String(to) },
	});
	const last = Math.max(1, pageCount);
	const next = page < last ? [link("next", page + 1)] : [];
	const prev = page > 1 ? [link("prev", Math.min(page - 1, last))] : [];
	return [...next, ...prev, link("first", 1), link("last", last)];
}

function encodeCursor(seq: number): string {
	return `after-${seq.toString(36)}`;
}

/** The `seq` that a page starts after; `null` if the cursor is not valid. */
export function decodeCursor(cursor: string): number | null {
	const digits = /^after-([0-9a-z]{1,10})$/.exec(cursor)?.[1];
	return digits === undefined ? null : Number.parseInt(digits, 36);
}
