import { Text, useInput } from "ink";
import { render } from "ink-testing-library";
import { createElement as h, type ReactElement } from "react";
import { expect, test } from "vitest";
import { isTyped, type Press, pressesOf } from "./key-input.ts";

function Listener({ seen }: { seen: Press[] }): ReactElement {
	useInput((input, key) => {
		seen.push(...pressesOf(input, key));
	});
	return h(Text, null, "");
}

/** What Ink makes of what a terminal sends, taken apart. */
function presses(sent: string): Press[] {
	const seen: Press[] = [];
	const { stdin, unmount } = render(h(Listener, { seen }));
	stdin.write(sent);
	unmount();
	return seen;
}

test("keys that arrive together are taken apart", () => {
	expect(presses("ab?")).toEqual(["a", "b", "?"]);
	expect(presses("ok\r")).toEqual(["o", "k", "<enter>"]);
	expect(presses("👷‍♀️é")).toEqual(["👷‍♀️", "é"]);
});

test.each([
	["\r", "<enter>"],
	["\n", "<newline>"],
	["\u001b\r", "<newline>"],
	["\u001b[A", "<up>"],
	["\u001b[6~", "<page down>"],
	["\u007f", "<backspace>"],
	["\b", "<backspace>"],
	["\u001b[3~", "<delete>"],
	["\t", "<tab>"],
	["\u0003", "<ctrl-c>"],
	["\u0017", "<ctrl-w>"],
])("%j is %s", (sent, press) => {
	expect(presses(sent)).toEqual([press]);
});

test("what is typed is told from what is not", () => {
	expect(["a", "<", "👷‍♀️", " "].every(isTyped)).toBe(true);
	expect(["<enter>", "<page up>", "<ctrl-c>", "\u0001"].some(isTyped)).toBe(
		false,
	);
});
