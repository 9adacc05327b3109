import type { ClientContext } from "../context/client-context.ts";
import { invalidRequest } from "../errors/failed-request.ts";
import { endpointUrl } from "../http/base-url.ts";
import { companyHeader } from "../http/build-request.ts";
import { checkArgument } from "../options/check-argument.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { isObject } from "../options/rules.ts";
import { create, read } from "./request.ts";

/** A request to any path of the API. */
export type ApiRequest = {
	/** `GET` is retried; `POST` is sent once, and expects 201. */
	method: "GET" | "POST";
	/** Below the address of the API, with its query: `/rest/v1.0/me`. */
	path: string;
	/** The company of the header `Procore-Company-Id`; without it the header is not sent. */
	companyId?: string | undefined;
	/** The body of a `POST`, sent as JSON. */
	body?: unknown;
};

/** The answer of the API as it was received, with names of headers in lower case. */
export type ApiResponse = { data: unknown; headers: Record<string, string> };

/**
 * Requests a path for which the client has no method, with its token, rate limit and retries. The body is not parsed
 * further than from JSON.
 *
 * @throws {SignoffError} if the answer is not 200 (`GET`) or 201 (`POST`), or no JSON
 * @throws {TypeError} if the path does not belong to the address of the API
 */
export async function apiRequest(
	context: ClientContext,
	{ method, path, companyId, body }: ApiRequest,
	options?: ReadOptions,
): Promise<ApiResponse> {
	checkArgument("path", path, [
		"a text that begins with a slash",
		(value) => typeof value === "string" && /^\/(?![/\\])/.test(value),
	]);
	const operation = "Requesting the API";
	if (companyId !== undefined && !/^\d+$/.test(companyId))
		throw invalidRequest(operation, [notACompany]);
	const url = endpointUrl(context.base, path);
	const headers = companyHeader(companyId ?? null);
	const spec = { operation, parse: parseJson };
	const { value, headers: received } =
		method === "GET"
			? await read(
					context,
					{ ...spec, request: { method, url, headers } },
					options,
				)
			: await create(
					context,
					{
						...spec,
						request: {
							method,
							url,
							headers: { "Content-Type": "application/json", ...headers },
							body,
						},
					},
					options,
				);
	return { data: value, headers: received };
}

/** A body that is neither an object nor a list is not one of the API. */
function parseJson(data: unknown) {
	return isObject(data) || Array.isArray(data)
		? { kind: "parsed" as const, value: data }
		: { kind: "invalid" as const, issues: [] };
}

const notACompany = {
	code: "malformed",
	path: ["companyId"],
	message: "`companyId` must be an id in digits.",
};
