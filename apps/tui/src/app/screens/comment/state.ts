/** A text being written. `at` is where the caret is, in UTF-16 units, always between two characters. */
export type CommentState = { text: string; at: number };

/** What can happen to it. */
export type CommentVerb =
	| { kind: "typed"; text: string }
	| { kind: "erased"; what: "before" | "after" | "word" | "line" }
	| {
			kind: "moved";
			to: "left" | "right" | "up" | "down" | "line_start" | "line_end";
	  };

/** An empty comment. */
export const noComment: CommentState = { text: "", at: 0 };

const graphemes = new Intl.Segmenter();

/** Types, erases and moves. Characters stay whole, however many units they have. */
export function reduceComment(
	state: CommentState,
	verb: CommentVerb,
): CommentState {
	const { text, at } = state;
	switch (verb.kind) {
		case "typed": {
			const added = verb.text.toWellFormed();
			return {
				text: text.slice(0, at) + added + text.slice(at),
				at: at + added.length,
			};
		}
		case "erased":
			return erased(state, verb.what);
		case "moved":
			return { text, at: moved(state, verb.to) };
	}
}

function erased(
	{ text, at }: CommentState,
	what: "before" | "after" | "word" | "line",
): CommentState {
	if (what === "after")
		return { text: text.slice(0, at) + text.slice(after(text, at)), at };
	const from = {
		before: before(text, at),
		word: text.slice(0, at).search(/\S+\s*$|\s+$/u),
		line: Math.max(0, Math.min(at - 1, text.lastIndexOf("\n", at - 1) + 1)),
	}[what];
	const start = from === -1 ? 0 : from;
	return { text: text.slice(0, start) + text.slice(at), at: start };
}

function moved(
	{ text, at }: CommentState,
	to: Extract<CommentVerb, { kind: "moved" }>["to"],
): number {
	const start = at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
	const end = endOf(text, at);
	switch (to) {
		case "left":
			return before(text, at);
		case "right":
			return after(text, at);
		case "line_start":
			return start;
		case "line_end":
			return end;
		case "up": {
			if (start === 0) return 0;
			const above = start === 1 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
			return snapped(text, Math.min(above + (at - start), start - 1));
		}
		case "down": {
			if (end === text.length) return end;
			return snapped(
				text,
				Math.min(end + 1 + (at - start), endOf(text, end + 1)),
			);
		}
	}
}

function endOf(text: string, at: number): number {
	const next = text.indexOf("\n", at);
	return next === -1 ? text.length : next;
}

function before(text: string, at: number): number {
	return at === 0
		? 0
		: (graphemes.segment(text).containing(at - 1)?.index ?? 0);
}

function after(text: string, at: number): number {
	return at + (graphemes.segment(text).containing(at)?.segment.length ?? 0);
}

/** Never into the middle of a character. */
function snapped(text: string, at: number): number {
	return graphemes.segment(text).containing(at)?.index ?? at;
}
