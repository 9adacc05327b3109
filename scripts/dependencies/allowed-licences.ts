/** Licences that allow use in any product, with a notice at most. */
const allowed = [
	"0BSD",
	"Apache-2.0",
	"BlueOak-1.0.0",
	"BSD-2-Clause",
	"BSD-3-Clause",
	"CC0-1.0",
	"ISC",
	"MIT",
];

/** True if an SPDX expression allows what we need: one of its alternatives, or else every licence that it names. */
export function isAllowed(expression: string): boolean {
	const licences = expression
		.replace(/[()]/g, " ")
		.trim()
		.split(/\s+(?:OR|AND)\s+/);
	const isAlternative = !/\sAND\s/.test(expression);
	return isAlternative
		? licences.some((each) => allowed.includes(each))
		: licences.every((each) => allowed.includes(each));
}
