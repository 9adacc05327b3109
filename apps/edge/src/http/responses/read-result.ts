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
		result.page === undefined ? {} : paginationHeaders(c, result.page);
	return c.json(
		version === "v2" ? { data: result.data } : result.data,
		status,
		headers,
	);
}

/**
 * `Link`, `Total` and `Per-Page`. The links keep the other query parameters. They begin with the public URL; without it
 * they are relative, because `Host` and `X-Forwarded-*` are the caller's words.
 */
function paginationHeaders(
	c: EdgeContext,
	{ total, per_page, links }: PageInfo,
): Record<string, string> {
	const prefix = c.get("publicUrl") ?? "";
	const linkValues = links.map(({ rel, query }) => {
		const target = new URL(c.req.url);
		target.searchParams.delete("cursor");
		target.searchParams.delete("page");
		for (const [key, value] of Object.entries(query))
			target.searchParams.set(key, value);
		return `<${prefix}${target.pathname}${target.search}>; rel="${rel}"`;
	});
	return {
		Link: linkValues.join(", "),
		Total: String(total),
		"Per-Page": String(per_page),
	};
}
