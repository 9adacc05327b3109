import { expect, test } from "vitest";
import {
	type GuardState,
	guardedKeysCount,
	heldQuietMs,
	type Input,
	initialGuard,
	type KeyContext,
	quietMs,
	readableMs,
	reduceGuard,
} from "./key-guard.ts";

const free = ["<up>", "<down>", "j", "k", "<backspace>", "<newline>"];

/** A screen without a text field: `j` and `k` move, and letters without a meaning here do nothing. */
const list: KeyContext = {
	visit: 1,
	confirms: false,
	takesText: false,
	roleOf: (key) => (free.includes(key) ? "free" : "guarded"),
};

/** A text field. Named keys without a meaning of their own leave it. */
const field: KeyContext = {
	...list,
	takesText: true,
	roleOf: (key) =>
		key.length === 1 ? "none" : free.includes(key) ? "free" : "guarded",
};

const key = (name: string): Input => ({ kind: "key", key: name });
const text = (value: string): Input => ({ kind: "text", text: value });

type Arrival = [at: number, ...inputs: (string | Input)[]];

/** What acts after arrivals, each followed by silence until the next one or, after the last, for good. */
function acting(
	context: KeyContext,
	arrivals: Arrival[],
	from: GuardState = initialGuard,
): Input[] {
	let state = from;
	const acted: Input[] = [];
	const send = (event: Parameters<typeof reduceGuard>[1]): void => {
		const next = reduceGuard(state, event);
		state = next.state;
		acted.push(...next.output);
	};
	for (const [index, [at, ...inputs]] of arrivals.entries()) {
		const until = arrivals[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
		send({ kind: "arrived", at, context });
		const parsed = inputs.map((each) =>
			typeof each === "string" ? key(each) : each,
		);
		if (parsed.length > 0) send({ kind: "parsed", inputs: parsed, context });
		for (const quiet of [quietMs, heldQuietMs])
			if (until - at > quiet) send({ kind: "quiet", at: at + quiet, context });
	}
	return acted;
}

test("a guarded key acts if it is alone, and not if something is within 60 ms before or after it", () => {
	expect(acting(list, [[1000, "<enter>"]])).toEqual([key("<enter>")]);
	expect(
		acting(list, [
			[1000, "j"],
			[1060, "<enter>"],
		]),
	).toEqual([key("j"), key("<enter>")]);
	expect(
		acting(list, [
			[1000, "j"],
			[1059, "<enter>"],
		]),
	).toEqual([key("j")]);
	expect(
		acting(list, [
			[1000, "<enter>"],
			[1059, "j"],
		]),
	).toEqual([key("j")]);
	expect(
		acting(list, [
			[1000, "<enter>"],
			[1061, "j"],
		]),
	).toEqual([key("<enter>"), key("j")]);
});

test("a key held down acts once, and a movement key each time", () => {
	const held = (name: string): Arrival[] => [
		[0, name],
		...Array.from(
			{ length: 40 },
			(_, index): Arrival => [400 + 30 * index, name],
		),
	];
	expect(acting(list, held("<enter>"))).toEqual([key("<enter>")]);
	expect(acting(list, held("s"))).toEqual([key("s")]);
	expect(acting(list, held("<down>"))).toHaveLength(41);
});

test("a key that acted and is held down is no text", () => {
	const entered = acting(field, [
		[0, "<enter>"],
		[400, "<enter>"],
		[430, "<enter>"],
		[460, "<enter>"],
	]);
	expect(entered).toEqual([key("<enter>")]);
	// Repeats that arrive together are no text either.
	const together: Arrival[] = [
		[0, "<enter>"],
		[400, "<enter>", "<enter>"],
	];
	expect(acting(field, together)).toEqual([key("<enter>")]);
	expect(acting(field, [[0, "<enter>", "<enter>"]])).toHaveLength(2);
	expect(
		acting(field, [
			[0, "<enter>"],
			[400, "<enter>"],
		]),
	).toHaveLength(2);
});

test("a movement key is not delayed", () => {
	const arrived = reduceGuard(initialGuard, {
		kind: "arrived",
		at: 0,
		context: list,
	});
	expect(
		reduceGuard(arrived.state, {
			kind: "parsed",
			inputs: [key("<down>")],
			context: list,
		}).output,
	).toEqual([key("<down>")]);
});

test.each<[string, Arrival[]]>([
	["one chunk with CR", [[0, ..."one", "<enter>", ..."two", "<enter>"]]],
	[
		"a chunk per line",
		[
			[0, ..."one", "<enter>"],
			[15, ..."two", "<enter>"],
		],
	],
	[
		"line ends apart",
		[
			[0, ..."one"],
			[1, "<enter>"],
			[2, ..."two"],
			[3, "<enter>"],
		],
	],
	[
		"CRLF split",
		[
			[0, ..."one", "<enter>"],
			[1, "<newline>", ..."two", "<enter>"],
			[2, "<newline>"],
		],
	],
	[
		"one key each",
		["o", "n", "e", "<enter>", "t", "w", "o", "<enter>"].map(
			(name, index): Arrival => [index * 15, name],
		),
	],
	["brackets", [[0, text("one\ntwo\n")]]],
	["brackets and more keys", [[0, text("one\n"), ..."two", "<enter>"]]],
])(
	"a paste is text in a text field and nothing elsewhere: %s",
	(_, arrivals) => {
		const typed = acting(field, arrivals).map((input) =>
			input.kind === "text" ? input.text : input.key,
		);
		expect(typed.join("")).toBe("one\ntwo\n");
		expect(acting(list, arrivals)).toEqual([]);
	},
);

test("keys that leave a text field are dropped within a paste, and those that edit act", () => {
	const chunk: Arrival = [0, "a", "<escape>", "<ctrl-c>", "<backspace>", "b"];
	expect(acting(field, [chunk])).toEqual([
		text("a"),
		key("<backspace>"),
		text("b"),
	]);
});

test("several movement keys in one chunk all move", () => {
	expect(acting(list, [[0, "<down>", "j", "<up>"]])).toHaveLength(3);
	expect(acting(list, [[0, "<down>", "a"]])).toEqual([]);
});

test("part of an escape sequence counts as input", () => {
	expect(acting(list, [[0], [30, "<enter>"]])).toEqual([]);
	expect(acting(list, [[0, "<enter>"], [30]])).toEqual([]);
	// Ink reports an escape after a delay, and in the meantime nothing else arrived.
	expect(acting(list, [[0, "a", "b"], [5]])).toEqual([]);
});

test("a key that waits does not act on another screen", () => {
	const { state } = [
		{ kind: "arrived", at: 0, context: list } as const,
		{ kind: "parsed", inputs: [key("s")], context: list } as const,
	].reduce((current, event) => reduceGuard(current.state, event), {
		state: initialGuard,
		output: [] as Input[],
	});
	const moved = { ...list, visit: 2 };
	expect(
		reduceGuard(state, { kind: "quiet", at: 60, context: moved }).output,
	).toEqual([]);
	expect(
		reduceGuard(state, { kind: "quiet", at: 60, context: list }).output,
	).toEqual([key("s")]);
});

test("keys that confirm count 300 ms after the screen was drawn", () => {
	const confirming = { ...list, confirms: true };
	const { state } = reduceGuard(initialGuard, {
		kind: "drawn",
		at: 1000,
		visit: 1,
	});
	expect(acting(confirming, [[1000 + readableMs, "s"]], state)).toEqual([
		key("s"),
	]);
	expect(acting(confirming, [[999 + readableMs, "s"]], state)).toEqual([]);
	expect(acting(confirming, [[1000, "<down>"]], state)).toEqual([
		key("<down>"),
	]);
	expect(acting(confirming, [[5000, "s"]])).toEqual([]);
	// Held down since before, with slow repeats. A second press acts.
	const slow: Arrival[] = [
		[1100, "s"],
		[1600, "s"],
		[1700, "s"],
		[1800, "s"],
	];
	expect(acting(confirming, slow, state)).toEqual([]);
	const again: Arrival[] = [
		[1100, "s"],
		[1500, "s"],
	];
	expect(acting(confirming, again, state)).toEqual([key("s")]);
	expect(acting({ ...confirming, visit: 2 }, [[5000, "s"]], state)).toEqual([]);
	expect(guardedKeysCount(state, confirming, 1299)).toBe(false);
	expect(guardedKeysCount(state, confirming, 1300)).toBe(true);
	expect(guardedKeysCount(initialGuard, list, 0)).toBe(true);
});
