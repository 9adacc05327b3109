import { outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import { nextFrom } from "../http/link-header.ts";
import type { ReadOptions } from "../options/check-options.ts";
import { type Reading, read } from "./request.ts";

/** The most rows that the server puts on one page (contract §2). */
export const mostPerPage = "100";

/**
 * Goes through a list's rows, page by page, on the client's origin only. The options hold for each page.
 *
 * @throws {SignoffError} where a page could not be read, or names a next one elsewhere
 */
export async function* pages<T>(
	session: ClientContext,
	first: Reading<T[]>,
	options?: ReadOptions,
): AsyncGenerator<T, void, undefined> {
	const visited = new Set<string>();
	let url: URL | null = first.request.url;
	while (url !== null) {
		visited.add(url.href);
		const page: { value: T[]; headers: Record<string, string> } = await read(
			session,
			{ ...first, request: { ...first.request, url } },
			options,
		);
		yield* page.value;
		url = nextFrom(page.headers["link"], url);
		if (url === null) return;
		if (url.origin !== session.base.origin)
			throw lost(first.attempt, "its next page is on another origin");
		if (visited.has(url.href))
			throw lost(first.attempt, "its pages lead back to themselves");
	}
}

function lost(attempt: string, why: string): SignoffError {
	return new SignoffError(
		attempt,
		outcomes.deferred("unavailable", Date.now()),
		why,
	);
}
