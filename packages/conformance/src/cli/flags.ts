import { parseArgs } from "node:util";
import { closestMatch } from "@signoff/core/validation";

/** What was given of a command's flags, or what is wrong with them. Input is never part of the sentence. */
export type Flags<N extends string> =
	| { kind: "read"; values: Partial<Record<N, string>> }
	| { kind: "wrong"; sentence: string };

/** Reads flags that each take a value; nothing else may be given. */
export function readFlags<N extends string>(
	argv: string[],
	names: readonly N[],
): Flags<N> {
	const options = Object.fromEntries(
		names.map((name) => [name, { type: "string" as const }]),
	);
	const { tokens } = parseArgs({
		args: argv,
		options,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const values: Partial<Record<N, string>> = {};
	for (const token of tokens) {
		if (token.kind !== "option") return wrong("There is an argument too many.");
		const name = names.find((each) => each === token.name);
		if (name === undefined)
			return wrong(`There is no such option${meant(token.name, names)}.`);
		if (!token.value) return wrong(`\`--${name}\` needs a value.`);
		values[name] = token.value;
	}
	return { kind: "read", values };
}

/** A whole number, or `null` where it is none or too large. */
export function wholeNumber(text: string, most: number): number | null {
	if (!/^[0-9]{1,15}$/.test(text)) return null;
	return Number(text) <= most ? Number(text) : null;
}

function meant(typed: string, names: readonly string[]): string {
	const guess = closestMatch(typed, names);
	return guess === null ? "" : `; did you mean \`--${guess}\`?`;
}

function wrong(sentence: string): { kind: "wrong"; sentence: string } {
	return { kind: "wrong", sentence: sentence.replace("?.", "?") };
}
