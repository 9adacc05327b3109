import { validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { buildGet } from "../http/build-request.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { maxPageSize, paginate } from "./paginate.ts";
import { parseRows } from "./parse-rows.ts";

/**
 * Lists companies or projects from a v1 endpoint, whose lists are bare arrays (contract §2).
 *
 * @param schema parses one row
 */
export function listV1<T>(
	context: ClientContext,
	operation: string,
	path: string,
	companyId: string | null,
	schema: Parameters<typeof validate<T>>[0],
	options?: ReadOptions,
): AsyncGenerator<T, void, undefined> {
	const request = buildGet(context.base, path, companyId);
	request.url.searchParams.set("per_page", maxPageSize);
	const parse = (body: unknown) =>
		parseRows(body, (row) => validate(schema, row));
	return paginate(context, { operation, request, parse }, options);
}
