import { styleText } from "node:util";
import type { OutcomeKind } from "@signoff/core";

/** The glyph before an outcome's sentence, and its colour. */
type Mark = {
	glyph: string;
	ascii: string;
	color: "green" | "yellow" | "red";
};

const onRecord: Mark = { glyph: "✔", ascii: "+", color: "green" };
const refused: Mark = { glyph: "✖", ascii: "x", color: "red" };
const unknown: Mark = { glyph: "?", ascii: "?", color: "yellow" };

/** The mark of each kind. */
export const marks: Record<OutcomeKind, Mark> = {
	recorded: onRecord,
	unchanged: { ...onRecord, glyph: "=", ascii: "=" },
	accepted: onRecord,
	conflict: { glyph: "≠", ascii: "!", color: "red" },
	superseded: { glyph: "↷", ascii: ">", color: "yellow" },
	invalid: refused,
	unauthenticated: refused,
	forbidden: refused,
	not_found: refused,
	deferred: { glyph: "…", ascii: "~", color: "yellow" },
	uncertain: unknown,
};

/** Formats text for one stream. */
export type Theme = {
	/** The mark of a kind, coloured if the stream supports colours. */
	mark: (kind: OutcomeKind) => string;
	strong: (text: string) => string;
	faint: (text: string) => string;
	warning: (text: string) => string;
	/** Marks the end of a truncated text. */
	ellipsis: string;
	/** The most columns of a line. */
	width: number;
};

type Stream = NodeJS.WriteStream;
type Environment = Partial<Record<string, string>>;
type Format = Parameters<typeof styleText>[0];

const defaultWidth = 80;

/** The theme for a stream: no colour without a terminal or with `NO_COLOR`, ASCII if the locale is not UTF-8. */
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

/** Whether the locale is UTF-8 and the terminal is neither the Linux console nor `dumb`. */
export function supportsUnicode(env: Environment): boolean {
	if (env["TERM"] === "linux" || env["TERM"] === "dumb") return false;
	return /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "");
}
