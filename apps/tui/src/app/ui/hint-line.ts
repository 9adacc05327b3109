import stringWidth from "string-width";
import type { Hint } from "./keymap.ts";
import { type Line, span } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

const wideGap = "   ";
const narrowGap = "  ";

/** Keys whose hints are dropped last: those to continue, go back, quit and show all keys. */
const essential = [
	"Enter",
	"Tab",
	"s",
	"u",
	"Esc",
	"?",
	"q",
	"Ctrl-C",
	"y",
	"n",
];

/** As many hints as fit on one line. The keys that count are set off from those that do not yet. */
export function hintLine(
	hints: Hint[],
	columns: number,
	theme: AppTheme,
): Line {
	const kept = [...hints];
	while (hintWidth(kept, narrowGap, theme) > columns && kept.length > 1) {
		const dropped = kept.findLastIndex(
			({ keyLabel }) => !essential.includes(keyLabel),
		);
		kept.splice(dropped === -1 ? kept.length - 1 : dropped, 1);
	}
	const fits = hintWidth(kept, wideGap, theme) <= columns;
	const gap = theme.screenReader ? ", " : fits ? wideGap : narrowGap;
	const spans = kept.flatMap(({ keyLabel, label, waiting }, index) => [
		...(index === 0 ? [] : [span(gap)]),
		span(
			displayLabel(keyLabel, theme),
			waiting === undefined ? "strong" : "faint",
		),
		span(` ${label}`, "faint"),
	]);
	return { spans };
}

function hintWidth(hints: Hint[], gap: string, theme: AppTheme): number {
	const texts = hints.map(
		({ keyLabel, label }) => `${displayLabel(keyLabel, theme)} ${label}`,
	);
	return stringWidth(texts.join(gap));
}

const asciiLabels: Partial<Record<string, string>> = {
	"↓": "down",
	"↑": "up",
	"←": "left",
	"→": "right",
	"↓↑": "up/down",
	"1 … 9": "1 to 9",
};

/** The name of a key, without signs. */
export function keyInWords(keyLabel: string): string {
	return asciiLabels[keyLabel] ?? keyLabel;
}

function displayLabel(keyLabel: string, { unicode }: AppTheme): string {
	return unicode ? keyLabel : keyInWords(keyLabel);
}
