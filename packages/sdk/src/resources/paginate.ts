import { outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import { nextPageUrl } from "../http/link-header.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { type ReadResponse, type RequestSpec, read } from "./request.ts";

/** The most rows that the server puts on one page (contract §2). */
export const maxPageSize = "100";

/**
 * Yields a list's rows, page by page, from the API's origin only. The options hold for each page.
 *
 * @throws {SignoffError} if a page cannot be read, or its next page is on another origin or was read before
 */
export async function* paginate<T>(
	context: ClientContext,
	first: RequestSpec<T[]>,
	options?: ReadOptions,
): AsyncGenerator<T, void, undefined> {
	const visited = new Set<string>();
	let url: URL | null = first.request.url;
	while (url !== null) {
		visited.add(url.href);
		const page: ReadResponse<T[]> = await read(
			context,
			{ ...first, request: { ...first.request, url } },
			options,
		);
		yield* page.value;
		url = nextPageUrl(page.headers["link"], url);
		if (url === null) return;
		if (url.origin !== context.base.origin)
			throw paginationError(
				first.operation,
				"its next page is on another origin",
			);
		if (visited.has(url.href))
			throw paginationError(first.operation, "its pages form a loop");
	}
}

function paginationError(operation: string, reason: string): SignoffError {
	return new SignoffError(
		operation,
		outcomes.deferred("unavailable", Date.now()),
		reason,
	);
}
