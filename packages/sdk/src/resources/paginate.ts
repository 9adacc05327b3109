import { outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { nextPage } from "./next-page.ts";
import type { Page } from "./page.ts";
import { type ReadResponse, type RequestSpec, read } from "./request.ts";

/** The most rows that the server puts on one page (contract §2). */
export const maxPageSize = "100";

/** More pages without a row, one after the other, end a list. */
const maxEmptyPages = 50;

/**
 * Yields a list's rows, page by page, from the API's origin only. The options hold for each page.
 *
 * @throws {SignoffError} if a page cannot be read, or the pages have no end
 */
export async function* paginate<T>(
	context: ClientContext,
	first: RequestSpec<Page<T>>,
	options?: ReadOptions,
): AsyncGenerator<T, void, undefined> {
	const { operation, request } = first;
	const visited = new Set<string>();
	let url: URL | null = request.url;
	let largestPage = 0;
	let emptyPages = 0;
	for (let pagesRead = 1; url !== null; pagesRead++) {
		visited.add(url.href);
		const { value, headers }: ReadResponse<Page<T>> = await read(
			context,
			{ ...first, request: { ...request, url } },
			options,
		);
		const { rows, rowCount, fingerprint } = value;
		if (fingerprint !== null && visited.has(fingerprint))
			throw paginationError(operation, "its pages repeat");
		if (fingerprint !== null) visited.add(fingerprint);
		yield* rows;
		emptyPages = rowCount === 0 ? emptyPages + 1 : 0;
		largestPage = Math.max(largestPage, rowCount);
		const next = nextPage(headers, value, {
			first: request.url,
			current: url,
			base: context.base,
			pagesRead,
			largestPage,
		});
		if (next === "unreadable")
			throw paginationError(operation, "its next page has no valid address");
		if (next !== null && visited.has(next.href))
			throw paginationError(operation, "its pages form a loop");
		if (next !== null && emptyPages >= maxEmptyPages)
			throw paginationError(operation, "its pages stay empty");
		url = next;
	}
}

function paginationError(operation: string, reason: string): SignoffError {
	return new SignoffError(
		operation,
		outcomes.deferred("unavailable", Date.now()),
		reason,
	);
}
