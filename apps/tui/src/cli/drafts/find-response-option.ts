import type { ResponseOption } from "@signoff/core";

/** The option that a text means. */
export type OptionMatch =
	| { kind: "found"; id: string }
	/** No option has that id or name. The server decides whether the text is a valid id. */
	| { kind: "unknown"; id: string }
	| { kind: "ambiguous" };

/** Finds an option by its id, else by its exact name, else by its name without case if only one fits. */
export function findResponseOption(
	text: string,
	options: ResponseOption[],
): OptionMatch {
	if (options.some(({ id }) => id === text)) return { kind: "found", id: text };
	const exact = options.filter(({ name }) => name === text);
	const matches =
		exact.length > 0
			? exact
			: options.filter(({ name }) => folded(name) === folded(text));
	const [option, another] = matches;
	if (option === undefined) return { kind: "unknown", id: text };
	return another === undefined
		? { kind: "found", id: option.id }
		: { kind: "ambiguous" };
}

function folded(name: string): string {
	return name.normalize("NFC").trim().toLowerCase();
}
