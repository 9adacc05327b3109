/** What an option must be, in words and as a check. */
export type OptionRule = [expected: string, holds: (value: unknown) => boolean];

/** The rule for callbacks. */
export const functionRule: OptionRule = [
	"a function",
	(value) => typeof value === "function",
];

/** The rule for flags. */
export const booleanRule: OptionRule = [
	"a boolean",
	(value) => typeof value === "boolean",
];

/** The rule for timeouts: positive and finite. */
export const durationRule: OptionRule = [
	"a positive number of milliseconds",
	isPositiveNumber,
];

/** The rule for counts. */
export const countRule: OptionRule = [
	"a positive integer",
	(value) => isPositiveNumber(value) && Number.isInteger(value),
];

/** The rule for addresses. */
export const urlRule: OptionRule = [
	"a URL",
	(value) => typeof value === "string" || value instanceof URL,
];

/** The rule for signals. */
export const signalRule: OptionRule = [
	"an AbortSignal",
	(value) => value instanceof AbortSignal,
];

/** True for a number that is positive and finite. */
export function isPositiveNumber(value: unknown): boolean {
	return typeof value === "number" && value > 0 && Number.isFinite(value);
}

/** True for any object or array, but not for a function. */
export function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}

/** The rule for objects with these methods. */
export function methodsRule(expected: string, names: string[]): OptionRule {
	return [
		expected,
		(value) =>
			isObject(value) &&
			names.every((name) => typeof Reflect.get(value, name) === "function"),
	];
}
