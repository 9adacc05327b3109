import { addressOf } from "./base-url.ts";
import type { WireCall } from "./transport.ts";

/** A read of one of the contract's paths (contract §2), all but the token. */
export function get(
	base: URL,
	path: string,
	companyId: string | null,
): WireCall {
	return {
		method: "GET",
		url: addressOf(base, path),
		headers: companyHeader(companyId),
	};
}

/** Contract §1: the header is needed although the company is in the path. */
export function companyHeader(
	companyId: string | null,
): Record<string, string> {
	return companyId === null ? {} : { "Procore-Company-Id": companyId };
}
