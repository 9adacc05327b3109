import type {
	PageInfo,
	ReadResult,
	RelayedPage,
} from "../../upstreams/upstream.ts";
import type { EdgeContext } from "../request/context.ts";
import { replyWithOutcome, replyWithProblem } from "./problem.ts";

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
	if (result.kind === "creation_unknown")
		return replyWithProblem(c, 504, creationUnknownMessage);
	if (result.kind === "relayed")
		return c.json(result.body, status, relayedHeaders(c, result.page));
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
	return {
		Link: linkHeader(c, links),
		Total: String(total),
		"Per-Page": String(per_page),
	};
}

/** What another server says about its pages, with links to this one. */
function relayedHeaders(
	c: EdgeContext,
	{ total, per_page, links }: RelayedPage,
): Record<string, string> {
	return {
		...(links.length === 0 ? {} : { Link: linkHeader(c, links) }),
		...(total === null ? {} : { Total: total }),
		...(per_page === null ? {} : { "Per-Page": per_page }),
	};
}

function linkHeader(c: EdgeContext, links: RelayedPage["links"]): string {
	const prefix = c.get("publicUrl") ?? "";
	return links
		.map(({ rel, query }) => {
			const target = new URL(c.req.url);
			target.searchParams.delete("cursor");
			target.searchParams.delete("page");
			for (const [key, value] of Object.entries(query))
				target.searchParams.set(key, value);
			return `<${prefix}${target.pathname}${target.search}>; rel="${rel}"`;
		})
		.join(", ");
}

const creationUnknownMessage =
	"It is not certain whether the instance was created: look for it before you create it again.";
