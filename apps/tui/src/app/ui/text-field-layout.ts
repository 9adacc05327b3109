import { sanitize } from "@signoff/core/validation";
import stringWidth from "string-width";
import { graphemesOf } from "../../terminal/graphemes.ts";
import type { TextFieldState } from "./text-field.ts";

/** The caret's position in the rows. */
export type CaretPosition = { row: number; column: number };

/** Wraps a comment character by character, which makes the caret's position exact. Every row is sanitized. */
export function layoutComment(
	{ text, caret }: TextFieldState,
	columns: number,
): { rows: string[]; position: CaretPosition } {
	const rows = [""];
	let width = 0;
	let position: CaretPosition | null = null;
	for (const { segment, index } of graphemesOf(text)) {
		if (index >= caret) position ??= { row: rows.length - 1, column: width };
		if (segment === "\n" || segment === "\r\n") {
			rows.push("");
			width = 0;
			continue;
		}
		const character = sanitize(segment);
		const characterWidth = stringWidth(character);
		if (width + characterWidth > columns - 1) {
			if (position !== null && index === caret)
				position = { row: rows.length, column: 0 };
			rows.push("");
			width = 0;
		}
		rows.push((rows.pop() ?? "") + character);
		width += characterWidth;
	}
	return {
		rows,
		position: position ?? { row: rows.length - 1, column: width },
	};
}
