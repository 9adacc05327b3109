import { expect, test } from "vitest";
import { scrolled } from "./page.ts";
import { scroll } from "./scroll.ts";
import { blank, line } from "./styled-text.ts";

test("the scroll offset stays between 0 and the maximum", () => {
	expect(scroll(0, 3, 2)).toBe(2);
	expect(scroll(Number.MAX_SAFE_INTEGER, -1, 5)).toBe(4);
	expect(scroll(1, -8, 5)).toBe(0);
	expect(scroll(3, 1, 0)).toBe(0);
});

test("reports whether the text continues above and below", () => {
	const lines = [line("a"), line("b"), blank, line("c")];
	const room = { columns: 10, rows: 2 };
	expect(scrolled(lines, 0, room).more).toEqual({ above: false, below: true });
	expect(scrolled(lines, 1, room).more).toEqual({ above: true, below: true });
	expect(scrolled(lines, 9, room)).toEqual({
		body: lines.slice(2),
		more: { above: true, below: false },
	});
});
