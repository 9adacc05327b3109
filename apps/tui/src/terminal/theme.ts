import { styleText } from "node:util";
import type { OutcomeKind } from "@signoff/core";
import { outcomeDisplay } from "./outcome-display.ts";

/** Formats text for one stream. */
export type Theme = {
	/** The mark of a kind, coloured if the stream supports colours. */
	mark: (kind: OutcomeKind) => string;
	/** Marks a check that failed. */
	cross: string;
	strong: (text: string) => string;
	faint: (text: string) => string;
	warning: (text: string) => string;
	/** Marks the end of a truncated text. */
	ellipsis: string;
	/** The most columns of a line; `null` without a terminal, since a program reads the lines whole. */
	width: number | null;
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
		mark: (kind) => {
			const { mark } = outcomeDisplay[kind];
			return style(mark.color, ascii ? mark.ascii : mark.glyph);
		},
		cross: style("red", ascii ? "x" : "✘"),
		strong: (text) => style("bold", text),
		faint: (text) => style("dim", text),
		warning: (text) => style("magenta", text),
		ellipsis: ascii ? "~" : "…",
		// A terminal that does not know its width reports 0.
		width: stream.isTTY ? stream.columns || defaultWidth : null,
	};
}

/** Whether the locale is UTF-8 and the terminal is neither the Linux console nor `dumb`. */
export function supportsUnicode(env: Environment): boolean {
	if (env["TERM"] === "linux" || env["TERM"] === "dumb") return false;
	return /utf-?8/i.test(env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "");
}
