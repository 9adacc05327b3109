import { describe, expect, test } from "vitest";
import { parseJsonBytes } from "./json-bytes.ts";

const text = '{ "name": "Zoë 𝄞" }';
const value = { name: "Zoë 𝄞" };

function utf16(from: string, order: "le" | "be"): number[] {
	return [...from].flatMap((each) =>
		Array.from({ length: each.length }, (_, index) => {
			const unit = each.charCodeAt(index);
			const bytes = [unit & 0xff, unit >> 8];
			return order === "le" ? bytes : bytes.toReversed();
		}).flat(),
	);
}

const utf8 = (from: string): number[] =>
	Array.from(encodeURIComponent(from).matchAll(/%(..)|./g), ([each, hex]) =>
		hex ? Number.parseInt(hex, 16) : each.charCodeAt(0),
	);

test.each<[string, number[]]>([
	["UTF-8", utf8(text)],
	["UTF-8 with a byte order mark", [0xef, 0xbb, 0xbf, ...utf8(text)]],
	["UTF-16, little-endian", [0xff, 0xfe, ...utf16(text, "le")]],
	["UTF-16, big-endian", [0xfe, 0xff, ...utf16(text, "be")]],
	["UTF-16 without a mark", utf16(text, "le")],
	["big-endian UTF-16 without a mark", utf16(text, "be")],
])("JSON in %s is parsed", (_, bytes) => {
	expect(parseJsonBytes(Uint8Array.from(bytes))).toEqual({
		kind: "parsed",
		value,
	});
});

describe("what is not JSON text", () => {
	test.each<[string, number[]]>([
		["bytes that are not UTF-8", [0x22, 0xe9, 0x22]],
		["half a UTF-16 unit", [0xff, 0xfe, 0x7b]],
		["the first half of a mark, little-endian", [0xff, 0x22]],
		["the second half of a mark, little-endian", [0x22, 0xfe]],
		["the first half of a mark, big-endian", [0xfe, 0x22]],
		["the second half of a mark, big-endian", [0x22, 0xff]],
		["half a surrogate pair", [0xff, 0xfe, 0x22, 0, 0x34, 0xd8, 0x22, 0]],
	])("%s are no text", (_, bytes) => {
		expect(parseJsonBytes(Uint8Array.from(bytes))).toEqual({
			kind: "not_text",
		});
	});

	test.each<[string, number[]]>([
		["nothing", []],
		["a byte order mark alone", [0xff, 0xfe]],
		["an open brace", utf8("{")],
		["two zero bytes before a brace", [0, 0, 0x7b]],
		["a mark within the text", utf8("{\uFEFF}")],
		["UTF-32", [0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0, 0x7d, 0, 0, 0]],
	])("%s is no JSON", (_, bytes) => {
		expect(parseJsonBytes(Uint8Array.from(bytes))).toEqual({
			kind: "not_json",
		});
	});
});
