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
	checkArgument("options", options);
	for (const [name, value] of Object.entries(options)) {
		if (!isKeyOf(rules, name))
			throw new TypeError(`There is no option \`${name}\`.`);
		if (value !== undefined) check("option", name, value, rules[name]);
	}
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
	return Object.hasOwn(table, key);
}

/**
 * Checks an argument that callers without types may leave out.
 *
 * @throws {TypeError} which names the argument, and does not contain the value
 */
export function checkArgument(
	name: string,
	value: unknown,
	rule: OptionRule = objectRule,
): void {
	check("argument", name, value, rule);
}

const objectRule: OptionRule = ["an object", isObject];

function check(
	what: string,
	name: string,
	value: unknown,
	[expected, holds]: OptionRule,
): void {
	if (!holds(value))
		throw new TypeError(`The ${what} \`${name}\` must be ${expected}.`);
}
