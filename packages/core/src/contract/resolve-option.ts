import type { ResponseOption } from "./instance.ts";

/** The option that a text names, or why there is none. `offered`: the options that were searched. */
export type OptionResolution =
	| { kind: "found"; option: ResponseOption }
	| { kind: "unknown" | "ambiguous"; offered: ResponseOption[] };

/**
 * Finds the response option that a person or program names: by id, else by exact name, else by name without case and
 * with white space folded. A name that fits options with different ids is ambiguous.
 *
 * @param text an option's id or name
 * @param options the options that the step offers
 */
export function resolveOption(
	text: string,
	options: ResponseOption[],
): OptionResolution {
	const byId = options.find(({ id }) => id === text);
	if (byId !== undefined) return { kind: "found", option: byId };
	const exact = options.filter(({ name }) => name === text);
	const matches =
		exact.length > 0
			? exact
			: options.filter(({ name }) => foldName(name) === foldName(text));
	const [option] = matches;
	if (option === undefined) return { kind: "unknown", offered: options };
	return matches.every(({ id }) => id === option.id)
		? { kind: "found", option }
		: { kind: "ambiguous", offered: options };
}

function foldName(name: string): string {
	return name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}
