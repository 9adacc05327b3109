import type { ResponseOption } from "@signoff/core";

/** Which option was meant. */
export type Choice =
	| { kind: "found"; id: string }
	/** No option of the step bears that id or name: whether it may be given is the server's to say. */
	| { kind: "as_given"; id: string }
	| { kind: "ambiguous" };

/** Finds the option that was meant: by its id first, else by its name, exactly or (if only one fits) without case. */
export function chooseOption(given: string, options: ResponseOption[]): Choice {
	if (options.some(({ id }) => id === given))
		return { kind: "found", id: given };
	const exact = options.filter(({ name }) => name === given);
	const fitting =
		exact.length > 0
			? exact
			: options.filter(({ name }) => folded(name) === folded(given));
	const [option, another] = fitting;
	if (option === undefined) return { kind: "as_given", id: given };
	return another === undefined
		? { kind: "found", id: option.id }
		: { kind: "ambiguous" };
}

function folded(name: string): string {
	return name.normalize("NFC").trim().toLowerCase();
}
