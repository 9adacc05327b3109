import type { PageInfo, ReadResult } from "../../upstreams/upstream.ts";
import type { EdgeContext } from "../request/context.ts";
import { replyWithOutcome } from "./problem.ts";

/** How a body is wrapped: `{ "data": … }` in v2, bare in v1 (contract §2). */
export type Envelope = "v2" | "v1";

/** Answers with what was found, or with its refusal. */
export function replyWithReadResult(
	c: EdgeContext,
	found: ReadResult,
	envelope: Envelope,
	status: 200 | 201 = 200,
): Response {
	if (found.kind === "refused") return replyWithOutcome(c, found.outcome);
	const headers =
		found.page === undefined ? {} : pageHeaders(c.req.url, found.page);
	return c.json(
		envelope === "v2" ? { data: found.data } : found.data,
		status,
		headers,
	);
}

/** `Link`, `Total`, `Per-Page`; the links are absolute and keep what was asked. */
function pageHeaders(
	url: string,
	{ total, per_page, links }: PageInfo,
): Record<string, string> {
	const written = links.map(({ rel, query }) => {
		const target = new URL(url);
		target.searchParams.delete("cursor");
		target.searchParams.delete("page");
		for (const [key, value] of Object.entries(query))
			target.searchParams.set(key, value);
		return `<${target.href}>; rel="${rel}"`;
	});
	return {
		Link: written.join(", "),
		Total: String(total),
		"Per-Page": String(per_page),
	};
}
