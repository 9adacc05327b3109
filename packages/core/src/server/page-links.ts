/** One entry of a `Link` header: the query of another page. */
export type PageLink = {
	rel: "first" | "prev" | "next" | "last";
	query: { cursor?: string; page?: string };
};

/**
 * Links of a page that was read by cursor.
 *
 * @param last the number of the last row shown, by which rows are ordered; `null` if no row follows it
 */
export function cursorLinks(last: number | null): PageLink[] {
	const next: PageLink[] =
		last === null
			? []
			: [{ rel: "next", query: { cursor: encodeCursor(last) } }];
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

function encodeCursor(last: number): string {
	return `after-${last.toString(36)}`;
}

/** The number of the row that a page starts after; `null` if the cursor is not valid. */
export function decodeCursor(cursor: string): number | null {
	const digits = /^after-([0-9a-z]{1,10})$/.exec(cursor)?.[1];
	return digits === undefined ? null : Number.parseInt(digits, 36);
}
