import type { OutcomeKind } from "@signoff/core";
import { outcomeDisplay } from "../../terminal/outcome-display.ts";
import { supportsUnicode } from "../../terminal/theme.ts";
import { type Span, span, type Tone } from "./styled-text.ts";

/** How the app is drawn in one terminal. */
export type AppTheme = {
	unicode: boolean;
	/** Whether tones may have colours. */
	color: boolean;
	/** Whether the terminal supports links in text (OSC 8). */
	links: boolean;
	/** A screen reader reads the lines: no rules, no columns, no blank lines up to the full height. */
	screenReader: boolean;
	/** Whether outcomes have marks. @default true */
	signs?: boolean;
	ellipsis: string;
	glyphs: Glyphs;
};

type Glyphs = typeof unicodeGlyphs;

const unicodeGlyphs = {
	cursor: "❯ ",
	rule: "─",
	separator: " · ",
	more: "↓",
	less: "↑",
	open: "○",
	approve: "✔",
	return: "↩",
	reject: "✖",
	other: "•",
	waiting: "…",
	bar: "█",
	rest: "░",
	marked: "●",
	pane: "│",
};

const asciiGlyphs: Glyphs = {
	cursor: "> ",
	rule: "-",
	separator: " | ",
	more: "v",
	less: "^",
	open: "o",
	approve: "+",
	return: "<",
	reject: "x",
	other: "*",
	waiting: "~",
	bar: "#",
	rest: ".",
	marked: "*",
	pane: "|",
};

/** The environment variables that describe the terminal. */
export type Environment = Partial<Record<string, string>>;

/** The theme for an environment (`NO_COLOR`, `TERM`, `LANG`, `INK_SCREEN_READER`). */
export function appTheme(env: Environment): AppTheme {
	const unicode = supportsUnicode(env);
	return {
		unicode,
		color: !env["NO_COLOR"],
		links: supportsLinks(env),
		screenReader: env["INK_SCREEN_READER"] === "true",
		ellipsis: unicode ? "…" : "~",
		glyphs: unicode ? unicodeGlyphs : asciiGlyphs,
	};
}

/** The mark of an outcome's kind, the same as on the command line. */
export function markOf(
	kind: OutcomeKind,
	{ unicode, signs = true }: AppTheme,
): Span {
	if (!signs) return span("");
	const { glyph, ascii, color } = outcomeDisplay[kind].mark;
	return span(unicode ? glyph : ascii, tones[color]);
}

const tones = {
	green: "good",
	magenta: "warning",
	red: "bad",
} as const satisfies Record<string, Tone>;

/** Terminals known to support links. A multiplexer may drop them or show them wrongly. */
function supportsLinks(env: Environment): boolean {
	if (env["TMUX"] || env["STY"]) return false;
	if (
		/^(xterm-kitty|xterm-ghostty|alacritty|foot|wezterm|contour)/.test(
			env["TERM"] ?? "",
		)
	)
		return true;
	if (
		/^(iTerm\.app|WezTerm|vscode|ghostty|Hyper|Tabby)$/.test(
			env["TERM_PROGRAM"] ?? "",
		)
	)
		return true;
	return Number(env["VTE_VERSION"] ?? 0) >= 5000 || Boolean(env["WT_SESSION"]);
}

/** A theme to measure text with: line breaks do not depend on the theme. */
export const plainTheme: AppTheme = appTheme({
	LANG: "C.UTF-8",
	NO_COLOR: "1",
});
