import type { PageInfo, ReadResult } from "../../upstreams/upstream.ts";
import type { EdgeContext } from "../request/context.ts";
import { replyWithOutcome } from "./problem.ts";

/** Decides the envelope of a body: `{ "data": … }` in v2, none in v1 (contract §2). */
export type ApiVersion = "v2" | "v1";

/** Replies with the result of a read, or with its refusal. */
export function replyWithReadResult(
	c: EdgeContext,
	result: ReadResult,
	version: ApiVersion,
	status: 200 | 201 = 200,
): Response {
	if (result.kind === "refused") return replyWithOutcome(c, result.outcome);
	const headers =
		result.page === undefined ? {} : paginationHeaders(c.req.url, result.page);
	return c.json(
		version === "v2" ? { data: result.data } : result.data,
		status,
		headers,
	);
}

/** `Link`, `Total` and `Per-Page`. The links are absolute and keep the other query parameters. */
function paginationHeaders(
	url: string,
	{ total, per_page, links }: PageInfo,
): Record<string, string> {
	const linkValues = links.map(({ rel, query }) => {
		const target = new URL(url);
		target.searchParams.delete("cursor");
		target.searchParams.delete("page");
		for (const [key, value] of Object.entries(query))
			target.searchParams.set(key, value);
		return `<${target.href}>; rel="${rel}"`;
	});
	return {
		Link: linkValues.join(", "),
		Total: String(total),
		"Per-Page": String(per_page),
	};
}
