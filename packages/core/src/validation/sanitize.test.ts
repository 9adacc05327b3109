import { expect, test } from "vitest";
import { sanitize, sanitizeJson } from "./sanitize.ts";

const hostile: [what: string, text: string, shown: string][] = [
	["a colour", "\u001b[31mred\u001b[0m", "␛[31mred␛[0m"],
	["a cursor move", "a\u001b[2Jb", "a␛[2Jb"],
	[
		"a link (OSC 8)",
		"\u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007",
		"␛]8;;https://evil.example␇here␛]8;;␇",
	],
	["C1's one-byte CSI", "a\u009b31mb", "a�31mb"],
	["C1's next line", "a\u0085b", "a b"],
	["a bell", "a\u0007b", "a␇b"],
	["a backspace and a delete", "a\u0008\u007fb", "a␈␡b"],
	["a carriage return", "real\rfake", "real fake"],
	[
		"line breaks",
		"one\r\ntwo\nthree\u2028four\tfive",
		"one two three four five",
	],
	["a vertical tab", "a\vVb", "a Vb"],
	["a null", "a\u0000b", "a␀b"],
	["an override", "invoice\u202efdp.exe\u202c", "invoicefdp.exe"],
	["an isolate", "a\u2066b\u2069c", "abc"],
	["a lone surrogate", "a\ud800b", "a�b"],
];

test.each(hostile)("makes %s harmless", (_, text, shown) => {
	expect(sanitize(text)).toBe(shown);
});

test("does not change letters, emoji and right-to-left text", () => {
	const text = "Größe 審査 👩‍🔧 שלום مرحبا\u200f!";
	expect(sanitize(text)).toBe(text);
});

test.each(hostile)(
	"escapes %s in JSON without changing the value",
	(_, text) => {
		const line = sanitizeJson({ text });
		expect(JSON.parse(line)).toEqual({ text });
		expect(line).toBe(sanitize(line));
	},
);
