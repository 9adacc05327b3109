import { endpointUrl } from "./base-url.ts";
import type { HttpRequest } from "./transport.ts";

/** A GET of one of the contract's paths (contract §2), without the token. */
export function buildGet(
	base: URL,
	path: string,
	companyId: string | null,
): HttpRequest {
	return {
		method: "GET",
		url: endpointUrl(base, path),
		headers: companyHeader(companyId),
	};
}

/** Contract §1: the header is required although the path holds the company. */
export function companyHeader(
	companyId: string | null,
): Record<string, string> {
	return companyId === null ? {} : { "Procore-Company-Id": companyId };
}
