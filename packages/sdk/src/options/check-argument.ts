import { isObject, type OptionRule } from "./rules.ts";

/**
 * Checks an argument that callers without types may leave out.
 *
 * @throws {TypeError} which names the argument, and does not contain the value
 */
export function checkArgument(
	name: string,
	value: unknown,
	[expected, holds]: OptionRule = ["an object", isObject],
): void {
	if (!holds(value))
		throw new TypeError(`The argument \`${name}\` must be ${expected}.`);
}
