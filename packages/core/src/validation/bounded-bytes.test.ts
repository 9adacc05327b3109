import { expect, test } from "vitest";
import { boundedBytes } from "./bounded-bytes.ts";

test("collects chunks in order", () => {
	const body = boundedBytes(100);
	expect(body.bytes()).toEqual(Uint8Array.of());
	expect(body.add(Uint8Array.of(1, 2))).toBe(true);
	expect(body.add(Uint8Array.of())).toBe(true);
	expect(body.add(Uint8Array.of(3))).toBe(true);
	expect(body.bytes()).toEqual(Uint8Array.of(1, 2, 3));
});

test("accepts exactly the limit", () => {
	const body = boundedBytes(3);
	expect(body.add(Uint8Array.of(1, 2))).toBe(true);
	expect(body.add(Uint8Array.of(3))).toBe(true);
	expect(body.bytes()).toEqual(Uint8Array.of(1, 2, 3));
});

test("drops all bytes beyond the limit", () => {
	const body = boundedBytes(3);
	expect(body.add(Uint8Array.of(1, 2, 3, 4))).toBe(false);
	expect(body.add(Uint8Array.of())).toBe(false);
	expect(body.bytes()).toEqual(Uint8Array.of());
});
