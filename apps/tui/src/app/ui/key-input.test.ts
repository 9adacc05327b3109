import { Text, useInput } from "ink";
import { render } from "ink-testing-library";
import { createElement as h, type ReactElement } from "react";
import { expect, test } from "vitest";
import { isPrintable, type Key, parseKeys } from "./key-input.ts";

function Listener({ received }: { received: Key[] }): ReactElement {
	useInput((input, inkKey) => {
		received.push(...parseKeys(input, inkKey));
	});
	return h(Text, null, "");
}

/** The keys that are parsed from what a terminal sends. */
function keysFrom(sent: string): Key[] {
	const received: Key[] = [];
	const { stdin, unmount } = render(h(Listener, { received }));
	stdin.write(sent);
	unmount();
	return received;
}

test("keys that arrive together are parsed one by one", () => {
	expect(keysFrom("ab?")).toEqual(["a", "b", "?"]);
	expect(keysFrom("ok\r")).toEqual(["o", "k", "<enter>"]);
	expect(keysFrom("👷‍♀️é")).toEqual(["👷‍♀️", "é"]);
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
])("%j is %s", (sent, key) => {
	expect(keysFrom(sent)).toEqual([key]);
});

test("only characters are printable", () => {
	expect(["a", "<", "👷‍♀️", " "].every(isPrintable)).toBe(true);
	expect(["<enter>", "<page up>", "<ctrl-c>", "\u0001"].some(isPrintable)).toBe(
		false,
	);
});
