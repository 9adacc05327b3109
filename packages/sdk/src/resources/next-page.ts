import { nextPageLink, pageUrl } from "../http/link-header.ts";
import type { Page } from "./page.ts";

/** What is known of a list after a page of it. */
export type ListPosition = {
	/** The address of the first page, and that of the page. */
	first: URL;
	current: URL;
	/** The API's address. */
	base: URL;
	/** How many pages were read, this one included. */
	pagesRead: number;
	/** The most rows that a page had so far, this one included. */
	largestPage: number;
};

/**
 * The page that follows: the one that `Link` names; without it the next number, if `has_next_page` or `Total` says that
 * there is one (contract §2). A page without `Link` is not proof of the end. `null` at the end; `"unreadable"` if the
 * link is no address.
 *
 * @param headers of the page, names in lower case
 */
export function nextPage(
	headers: Record<string, string>,
	{ hasNextPage }: Pick<Page<unknown>, "hasNextPage">,
	position: ListPosition,
): URL | "unreadable" | null {
	const { link: header } = headers;
	const link = nextPageLink(header);
	if (link !== null)
		return pageUrl(link, position.current, position.base) ?? "unreadable";
	// A `Link` without a next page names the end.
	const more = hasNextPage ?? (!header && hasMoreRows(headers, position));
	return more ? numberedPage(position.first, position.pagesRead + 1) : null;
}

/** Compares with full pages: rows that the caller may not see can be counted in the total. */
function hasMoreRows(
	{ total, "x-total": other }: Record<string, string>,
	{ pagesRead, largestPage }: ListPosition,
): boolean {
	const count = /^\d+/.exec(total ?? other ?? "")?.[0] ?? 0;
	return pagesRead * Math.max(largestPage, 1) < Number(count);
}

function numberedPage(first: URL, number: number): URL {
	const url = new URL(first);
	// `cursor` and `page` are exclusive (contract §2).
	url.searchParams.delete("cursor");
	url.searchParams.set("page", String(number));
	return url;
}
