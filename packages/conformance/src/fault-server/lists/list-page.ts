import type { ListPlan, NextPageName } from "./list-plan.ts";

/** A page of a list: its rows, and what names the next page. */
export type ListPage = {
	ids: number[];
	headers: Record<string, string>;
	/** Keys of the body beside `data`. */
	body: Record<string, unknown>;
};

/**
 * The page of a list with that number, from 1.
 *
 * @param url of the page
 */
export function listPage(plan: ListPlan, number: number, url: URL): ListPage {
	const page: ListPage = {
		ids: idsOf(plan, number),
		headers: {},
		body: {},
	};
	for (const name of plan.next) {
		if (name.only !== undefined && (name.only === "first") !== (number === 1))
			continue;
		nameNext(page, name, plan, number, url);
	}
	return page;
}

function idsOf(plan: ListPlan, number: number): number[] {
	const { rows, page_size = 100, empty_pages = 0, pages } = plan;
	if (pages === "empty" || number <= empty_pages) return [];
	const index =
		pages === "first_again"
			? 0
			: pages === "two_in_turns"
				? number % 2
				: number - empty_pages - 1;
	const start = index * page_size;
	const length = Math.max(0, Math.min(page_size, rows - start));
	const ids = Array.from({ length }, (_, offset) => start + offset);
	return pages === "every_second" ? ids.filter((id) => id % 2 === 0) : ids;
}

function hasNext(plan: ListPlan, number: number): boolean {
	const { rows, page_size = 100, empty_pages = 0, pages } = plan;
	const isEndless = pages !== undefined && pages !== "every_second";
	return isEndless || number < empty_pages + Math.ceil(rows / page_size);
}

function nameNext(
	page: ListPage,
	name: NextPageName,
	plan: ListPlan,
	number: number,
	url: URL,
): void {
	const more = hasNext(plan, number);
	switch (name.kind) {
		case "total":
			page.headers[name.header] = String(name.count ?? plan.rows);
			return;
		case "has_next_page":
			Object.assign(
				page.body,
				name.in === "body"
					? { has_next_page: more }
					: { pagination: { has_next_page: more, page: number } },
			);
			return;
		case "brackets":
			page.headers["Link"] = "<".repeat(name.length);
			return;
		case "link":
			if (name.to === "nowhere") page.headers["Link"] = "";
			else if (name.to === "previous")
				page.headers["Link"] = `<?page=${number}>; rel="prev"`;
			else if (more)
				page.headers["Link"] =
					`<${linkTo(name.to, number + 1, url)}>; rel="next"`;
	}
}

function linkTo(
	to: Extract<NextPageName, { kind: "link" }>["to"],
	number: number,
	url: URL,
): string {
	const next = new URL(url);
	next.searchParams.set("page", String(number));
	switch (to) {
		case "foreign_host":
			return `https://inner.example${next.pathname}${next.search}`;
		case "plain_http":
			return `http://${next.host}${next.pathname}${next.search}`;
		case "itself":
			return "";
		case "no_address":
			return "http://[";
		case "relative":
			return next.search;
		default:
			return next.href;
	}
}
