import { isObject, type OptionRule } from "./rules.ts";

/** The rule of each option. */
export type OptionRules<T> = { [K in keyof Required<T>]: OptionRule };

/**
 * Refuses unknown options, which would otherwise be ignored, and invalid values. The message does not contain the
 * value.
 *
 * @throws {TypeError} if an option is unknown or invalid, or there is no object of options
 */
export function checkOptions<T extends object>(
	options: T,
	rules: OptionRules<T>,
): void {
	if (!isObject(options))
		throw new TypeError("The argument `options` must be an object.");
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
