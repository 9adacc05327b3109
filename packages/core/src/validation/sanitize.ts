/**
 * Makes text from a server or a person safe for one line of a terminal or log: it cannot move the cursor, create a
 * link, or reorder the text around it. Line breaks and tabs become one space, other control characters become visible
 * (`␛`), bidirectional overrides are removed. Letters of any script, emoji and right-to-left text are unchanged.
 */
export function sanitize(text: string): string {
	return text
		.toWellFormed()
		.replace(lineBreaks, " ")
		.replace(bidiOverrides, "")
		.replace(controls, visible);
}

/**
 * Serializes a value as one line of JSON that is safe for a terminal. What {@link sanitize} would change is escaped
 * as `\uXXXX`, so a parser reads the same value.
 */
export function sanitizeJson(value: unknown): string {
	return JSON.stringify(value).replace(
		unsafe,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

const lineBreaks = /\r\n|[\n\v\f\r\t\u0085\u2028\u2029]/g;
// Embeddings, overrides and isolates; the marks U+200E, U+200F and U+061C only help plain right-to-left text.
const bidiOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const controls = /\p{Cc}/gu;
const unsafe = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

const firstControlPicture = 0x2400;
const deletePicture = "\u2421";

/** Unicode has pictures for C0 control characters, but not for C1. */
function visible(control: string): string {
	const code = control.charCodeAt(0);
	if (code === 0x7f) return deletePicture;
	return code < 0x20
		? String.fromCharCode(firstControlPicture + code)
		: "\ufffd";
}
