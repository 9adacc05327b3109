import type { ExplorerOperation, Parameter } from "./openapi.ts";

/** The values of the form by parameter name. */
export type FormFieldValues = ReadonlyMap<string, string>;

/** A request to this origin, in the form that `fetch` takes. */
export type PreparedRequest = {
	path: string;
	method: string;
	headers: Record<string, string>;
	body: string | null;
};

/**
 * Builds a request from the values of its form. Omits empty query parameters and headers.
 *
 * @param wantsOutcome adds `return=representation` to what the form prefers
 */
export function buildRequest(
	operation: ExplorerOperation,
	values: FormFieldValues,
	token: string,
	body: string,
	wantsOutcome = false,
): PreparedRequest {
	const nonEmpty = (location: Parameter["in"]): [string, string][] =>
		operation.parameters
			.filter((parameter) => parameter.in === location)
			.map(({ name }): [string, string] => [name, values.get(name) ?? ""])
			.filter(([, value]) => value !== "");
	const pathValues = new Map(nonEmpty("path"));
	const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(pathValues.get(name) ?? ""),
	);
	const query = new URLSearchParams(nonEmpty("query")).toString();
	return {
		path: query === "" ? path : `${path}?${query}`,
		method: operation.method,
		headers: {
			...Object.fromEntries(nonEmpty("header")),
			...(wantsOutcome ? { Prefer: withRepresentation(values) } : {}),
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

function withRepresentation(values: FormFieldValues): string {
	const others = (values.get("Prefer") ?? "")
		.split(",")
		.map((preference) => preference.trim())
		.filter(
			(preference) => preference !== "" && !/^return\b/i.test(preference),
		);
	return [...others, "return=representation"].join(", ");
}
