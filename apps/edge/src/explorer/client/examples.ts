import type { Exampled, ExplorerOperation } from "./openapi.ts";

/** An example of a request: its parameters and its body belong together. */
export type RequestExample = { name: string; summary: string };

/** The examples of a request; none if its values are the same in each. */
export function examplesOf({ body }: ExplorerOperation): RequestExample[] {
	return Object.entries(body?.examples ?? {}).map(([name, { summary }]) => ({
		name,
		summary,
	}));
}

/** The value that an example has for a parameter or the body; `undefined` if it has none. */
export function exampleValue(
	{ example, examples }: Exampled,
	name: string | null,
): unknown {
	if (examples === undefined) return example;
	return name === null ? undefined : examples[name]?.value;
}

/** The values of the required parameters in an example, as text. */
export function exampleParameters(
	{ parameters }: ExplorerOperation,
	name: string | null,
): Map<string, string> {
	return new Map(
		parameters
			.filter((parameter) => parameter.required)
			.flatMap((parameter): [string, string][] => {
				const value = exampleValue(parameter, name);
				return value === undefined ? [] : [[parameter.name, String(value)]];
			}),
	);
}
