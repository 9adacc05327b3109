import type { RelayedPage } from "../upstream.ts";

/**
 * A page from which rows were taken out. Its total would count them, so it is left out; if the total alone says that
 * another page follows, a link says so instead.
 *
 * @param body with all of its rows
 * @param search the query of the page
 */
export function filteredPage(
	{ total, per_page, links }: RelayedPage,
	body: unknown,
	search: URLSearchParams,
): RelayedPage {
	const rows = Array.isArray(body) ? body.length : 0;
	const size = Number(per_page ?? rows);
	const number = Number(search.get("page") ?? "1");
	const hasNext =
		links.length === 0 && rows > 0 && number * size < Number(total ?? 0);
	return {
		...{ total: null, per_page },
		links: hasNext
			? [{ rel: "next", query: { page: String(number + 1) } }]
			: links,
	};
}
