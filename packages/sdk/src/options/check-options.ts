/** What each option must be, in words and as a check. */
export type OptionRules<T> = {
	[K in keyof Required<T>]: [
		expected: string,
		holds: (value: unknown) => boolean,
	];
};

/** True for a number that is positive and finite. */
export const isPositiveNumber = (value: unknown): boolean =>
	typeof value === "number" && value > 0 && Number.isFinite(value);

/**
 * Refuses unknown options, which would otherwise be ignored, and invalid values. The message does not contain the
 * value.
 *
 * @throws {TypeError} if an option is unknown or invalid
 */
export function checkOptions<T extends object>(
	options: T,
	rules: OptionRules<T>,
): void {
	for (const [name, value] of Object.entries(options)) {
		if (!isKeyOf(rules, name))
			throw new TypeError(`There is no option \`${name}\`.`);
		const [expected, holds] = rules[name];
		if (value !== undefined && !holds(value))
			throw new TypeError(`The option \`${name}\` must be ${expected}.`);
	}
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
	return Object.hasOwn(table, key);
}
