import { styleText } from "node:util";
import type { OutcomeKind } from "@signoff/core";

/** What stands before an outcome's sentence, and in which colour. */
type Mark = {
	glyph: string;
	ascii: string;
	color: "green" | "yellow" | "red";
};

const done: Mark = { glyph: "✔", ascii: "+", color: "green" };
const refused: Mark = { glyph: "✖", ascii: "x", color: "red" };
const open: Mark = { glyph: "?", ascii: "?", color: "yellow" };

/** The mark of each kind. */
export const marks: Record<OutcomeKind, Mark> = {
	recorded: done,
	unchanged: { ...done, glyph: "=", ascii: "=" },
	accepted: done,
	conflict: { glyph: "≠", ascii: "!", color: "red" },
	superseded: { glyph: "↷", ascii: ">", color: "yellow" },
	invalid: refused,
	unauthenticated: refused,
	forbidden: refused,
	not_found: refused,
	deferred: { glyph: "…", ascii: "~", color: "yellow" },
	uncertain: open,
};

/** How one stream shows things. */
export type Theme = {
	/** The mark of a kind, coloured where the stream takes colours. */
	mark: (kind: OutcomeKind) => string;
	strong: (text: string) => string;
	faint: (text: string) => string;
	warning: (text: string) => string;
	/** Stands where a text was cut. */
	ellipsis: string;
	/** Columns that a line may take. */
	width: number;
};

type Stream = NodeJS.WriteStream;
type Environment = Partial<Record<string, string>>;
type Format = Parameters<typeof styleText>[0];

const defaultWidth = 80;

/** The theme for a stream: no colour where it is no terminal or `NO_COLOR` is set, ASCII where the locale is not UTF-8. */
export function themeFor(stream: Stream, env: Environment): Theme {
	const ascii = !supportsUnicode(env);
	const style = (format: Format, text: string): string =>
		styleText(format, text, { stream });
	return {
		mark: (kind) =>
			style(marks[kind].color, ascii ? marks[kind].ascii : marks[kind].glyph),
		strong: (text) => style("bold", text),
		faint: (text) => style("dim", text),
		warning: (text) => style("yellow", text),
		ellipsis: ascii ? "~" : "…",
		width: stream.isTTY ? (stream.columns ?? defaultWidth) : defaultWidth,
	};
}

/** Whether the environment's locale is UTF-8 and its terminal draws more than the old console's letters. */
export function supportsUnicode(env: Environment): boolean {
	if (env["TERM"] === "linux" || env["TERM"] === "dumb") return false;
	return /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "");
}
