import type { Key } from "./key-input.ts";

/** Letters that have another meaning where an option is chosen. */
const reserved = "jkhlgGqurpOoybV";

const fallback = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".split(
	"",
);

/**
 * The letter that chooses each option: the first letter of its name, else its capital, else another letter of the name,
 * else any. Each option has another one; `null` if there are more options than letters.
 */
export function optionLetters(
	options: readonly { name: string }[],
): (Key | null)[] {
	const taken = new Set(reserved);
	return options.map(({ name }) => {
		const letters = [...name.replace(/[^a-zA-Z]/g, "")].flatMap((letter) => [
			letter.toLowerCase(),
			letter.toUpperCase(),
		]);
		const letter = [...letters, ...fallback].find((each) => !taken.has(each));
		if (letter === undefined) return null;
		taken.add(letter);
		return letter;
	});
}

/** The index of the option that a key chooses: by its number up to 9, or by its letter. `null` if there is none. */
export function optionIndex(
	key: Key,
	options: readonly { name: string }[],
): number | null {
	if (/^[1-9]$/.test(key)) {
		const index = Number(key) - 1;
		return index < options.length ? index : null;
	}
	const index = optionLetters(options).indexOf(key);
	return index === -1 ? null : index;
}
