import type { Operation, Parameter } from "./openapi.ts";

/** What was filled in, by the parameter's name; what is shared between requests is shared by name. */
export type FieldValues = ReadonlyMap<string, string>;

/** A request to this origin, as `fetch` takes it. */
export type PreparedRequest = {
	path: string;
	method: string;
	headers: Record<string, string>;
	body: string | null;
};

/** Puts a request together. What is empty and not required is left out. */
export function buildRequest(
	operation: Operation,
	values: FieldValues,
	token: string,
	body: string,
): PreparedRequest {
	const given = (place: Parameter["in"]): [string, string][] =>
		operation.parameters
			.filter((parameter) => parameter.in === place)
			.map(({ name }): [string, string] => [name, values.get(name) ?? ""])
			.filter(([, value]) => value !== "");
	const inPath = new Map(given("path"));
	const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(inPath.get(name) ?? ""),
	);
	const query = new URLSearchParams(given("query")).toString();
	return {
		path: query === "" ? path : `${path}?${query}`,
		method: operation.method,
		headers: {
			...Object.fromEntries(given("header")),
			...(operation.needsToken && token !== ""
				? { Authorization: `Bearer ${token}` }
				: {}),
			...(operation.body === null
				? {}
				: { "Content-Type": "application/json" }),
		},
		body: operation.body === null ? null : body,
	};
}
