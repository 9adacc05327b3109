// Every JavaScript host has it; the language's own types do not name it.
declare const TextDecoder: new (
	encoding: string,
	options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/** The result of {@link parseJsonBytes}. */
export type JsonBytes =
	| { kind: "parsed"; value: unknown }
	/** Not text in an encoding that is read here. */
	| { kind: "not_text" }
	| { kind: "not_json" };

/**
 * Parses a JSON file, or JSON from standard input, as people's tools write it: UTF-8 or UTF-16, with or without a byte
 * order mark (editors and shells of Windows). The parser's error is dropped, because it quotes its input.
 */
export function parseJsonBytes(bytes: Uint8Array): JsonBytes {
	const text = decode(bytes);
	if (text === null) return { kind: "not_text" };
	try {
		return { kind: "parsed", value: JSON.parse(text) };
	} catch {
		return { kind: "not_json" };
	}
}

/** The text without its byte order mark; `null` if it is not text. */
function decode(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder(textEncoding(bytes), { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/**
 * The encoding of a text that begins with these bytes, as `TextDecoder` names it: by the byte order mark, else by the
 * first character, which must be in ASCII, as in JSON or in the header of a table.
 */
export function textEncoding([first, second]: Uint8Array):
	| "utf-8"
	| "utf-16le"
	| "utf-16be" {
	if (first === 0xff && second === 0xfe) return "utf-16le";
	if (first === 0xfe && second === 0xff) return "utf-16be";
	if (first === 0 && second !== 0) return "utf-16be";
	return first !== 0 && second === 0 ? "utf-16le" : "utf-8";
}
