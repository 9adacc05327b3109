import {
	type ReadEndpointName,
	readEndpoints,
	readPath,
} from "@signoff/core/contract/read-endpoints";
import type { ApiResponse, Client, ReadOptions } from "@signoff/sdk";
import type { ReadQuery, ReadRequest } from "../request-types.ts";
import type { RelayedPage } from "../upstream.ts";

const pagination = ["per_page", "page", "cursor"];

/** Reads from the upstream as the caller asked, with the parameters that the endpoint has. */
export function relayRead(
	client: Client,
	query: ReadQuery,
	{ search }: ReadRequest,
	companyId: string | undefined,
	options: ReadOptions,
): Promise<ApiResponse> {
	const endpoint = readEndpoints[query.kind];
	const names = new Set([
		...(endpoint.query ?? []).map(({ name }) => name),
		...(endpoint.shape === "pages" ? pagination : []),
	]);
	const sent = new URLSearchParams(
		[...search].filter(([name]) => names.has(name)),
	);
	const path = pathOf(query);
	return client.request(
		{
			method: "GET",
			path: sent.size === 0 ? path : `${path}?${sent}`,
			companyId,
		},
		options,
	);
}

function pathOf(query: ReadQuery): string {
	const { paths } = readEndpoints[query.kind];
	// A path uses no parameter that its endpoint does not have.
	const parameters = { company_id: "", id: "", ...query };
	return readPath({ paths, parameters: "instance" }, parameters);
}

/** What a page says about others. A link to another path is not followed, and not passed on. */
export function relayedPage(
	name: ReadEndpointName,
	{ headers }: ApiResponse,
): RelayedPage {
	const isList = readEndpoints[name].shape === "pages";
	return {
		total: (isList && headers["total"]) || null,
		per_page: (isList && headers["per-page"]) || null,
		links: isList ? pageLinks(headers["link"] ?? "") : [],
	};
}

function pageLinks(header: string): RelayedPage["links"] {
	return [...header.matchAll(/<([^<>]*)>([^<]*)/g)].flatMap(
		([, target = "", parameters = ""]) => {
			const rel = /;\s*rel\s*=\s*"?(first|prev|next|last)\b/i.exec(
				parameters,
			)?.[1];
			const url = URL.parse(target, "https://upstream.invalid");
			if (rel === undefined || url === null) return [];
			const query = [...url.searchParams].filter(([name]) =>
				pagination.includes(name),
			);
			return [{ rel: rel.toLowerCase(), query: Object.fromEntries(query) }];
		},
	);
}
