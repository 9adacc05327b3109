import type { OutcomeKind } from "@signoff/core";
import { marks, supportsUnicode } from "../../terminal/theme.ts";
import { type Span, span, type Tone } from "./styled-text.ts";

/** How the app looks in one terminal. */
export type AppTheme = {
	unicode: boolean;
	/** Whether tones may be colours. */
	color: boolean;
	/** Whether the terminal follows links in text (OSC 8). */
	links: boolean;
	/** Everything is read out: no rulers, no columns, no filling up to the full height. */
	spoken: boolean;
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
	up_down: "↑↓",
	answered: "✔",
	open: "○",
	approve: "✔",
	return: "↩",
	reject: "✖",
	other: "•",
	dash: "—",
	waiting: "…",
};

const asciiGlyphs: Glyphs = {
	cursor: "> ",
	rule: "-",
	separator: " | ",
	more: "v",
	less: "^",
	up_down: "up/down",
	answered: "+",
	open: "o",
	approve: "+",
	return: "<",
	reject: "x",
	other: "*",
	dash: "-",
	waiting: "~",
};

/** What an environment tells of its terminal. */
export type Environment = Partial<Record<string, string>>;

/** The theme for an environment (`NO_COLOR`, `TERM`, `LANG`, `INK_SCREEN_READER`). */
export function appTheme(env: Environment): AppTheme {
	const unicode = supportsUnicode(env);
	return {
		unicode,
		color: !env["NO_COLOR"],
		links: followsLinks(env),
		spoken: env["INK_SCREEN_READER"] === "true",
		ellipsis: unicode ? "…" : "~",
		glyphs: unicode ? unicodeGlyphs : asciiGlyphs,
	};
}

/** The mark of an outcome's kind, as the command line shows it too. */
export function markOf(kind: OutcomeKind, { unicode }: AppTheme): Span {
	const { glyph, ascii, color } = marks[kind];
	return span(unicode ? glyph : ascii, tones[color]);
}

const tones = {
	green: "good",
	yellow: "warning",
	red: "bad",
} as const satisfies Record<string, Tone>;

/** Terminals known to follow links; a multiplexer in between may drop them or show them wrongly. */
function followsLinks(env: Environment): boolean {
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

/** A theme for measuring: how a text breaks does not depend on how it looks. */
export const plainTheme: AppTheme = appTheme({
	LANG: "C.UTF-8",
	NO_COLOR: "1",
});
