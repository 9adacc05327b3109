import { expect, test } from "vitest";
import { createSequenceJoiner } from "./joined-input.ts";

/** What is passed on of chunks that arrive at a time. */
function joined(...chunks: [at: number, chunk: string][]): string[] {
	let time = 0;
	const join = createSequenceJoiner(() => time);
	return chunks.map(([at, chunk]) => {
		time = at;
		return join(chunk);
	});
}

test.each([1, 2, 3, 4, 5])(
	"a paste split after %d characters of its mark is joined",
	(length) => {
		const start = "\u001b[200~";
		const parts = joined(
			[0, `a${start.slice(0, length)}`],
			[30, `${start.slice(length)}b`],
		);
		expect(parts.join("")).toBe(`a${start}b`);
		expect(parts[0]).toBe(length === 1 ? "a\u001b" : "a");
	},
);

test("whole sequences and text pass at once", () => {
	expect(joined([0, "\u001b[A"], [1, "[2"], [2, "\u001b"])).toEqual([
		"\u001b[A",
		"[2",
		"\u001b",
	]);
});

test("a start without an end is dropped, and the next key is not part of it", () => {
	expect(joined([0, "\u001b[2"], [501, "s"])).toEqual(["", "s"]);
	expect(joined([0, "\u001b["], [30, "2"], [60, "A"])).toEqual([
		"",
		"",
		"\u001b[2A",
	]);
});
