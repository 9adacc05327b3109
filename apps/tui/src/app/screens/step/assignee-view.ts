import type { Me, ResponseOccurrence } from "@signoff/core";
import { isSamePerson } from "@signoff/core/settlement";
import { personName } from "../../../model/waiting-step.ts";
import { optionMark } from "../../ui/option-mark.ts";
import { formatSince } from "../../ui/relative-time.ts";
import { type Line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { markedParagraph, paragraph } from "../../ui/wrap.ts";

/** Whether a row belongs to this person. */
export function isMine(
	{ assignee }: ResponseOccurrence,
	me: Me | null,
): boolean {
	return me !== null && isSamePerson(assignee, me);
}

/** The rows of a step, this person's own rows first. */
export function mineFirst(
	rows: ResponseOccurrence[],
	me: Me | null,
): ResponseOccurrence[] {
	const rank = (row: ResponseOccurrence): number => (isMine(row, me) ? 0 : 1);
	return rows.toSorted((a, b) => rank(a) - rank(b));
}

/** An assignee and their response, if there is one. */
export function assigneeLines(
	row: ResponseOccurrence,
	me: Me | null,
	now: number,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { assignee, selected_response_option: option, submitted_at } = row;
	const name = `${personName(assignee)}${isMine(row, me) ? " (you)" : ""}`;
	const optional = assignee.required === false ? ", optional" : "";
	if (submitted_at === null)
		return markedParagraph(
			span(theme.glyphs.open, "faint"),
			`${name}: not yet${optional}`,
			columns,
		);
	const since = formatSince(submitted_at, now);
	return [
		...markedParagraph(
			option === null ? span(theme.glyphs.open) : optionMark(option, theme),
			`${name}: ${option?.name ?? "answered"}, ${since}`,
			columns,
		),
		...commentLines(row.comment, columns),
		...attachmentLines(row.attachments, columns),
	];
}

/** The files of a response, by their names. */
export function attachmentLines(attachments: unknown, columns: number): Line[] {
	if (!Array.isArray(attachments)) return [];
	return attachments.flatMap((each: unknown) => {
		const name = Object(each).name;
		return typeof name === "string" && name !== ""
			? paragraph(span("    "), `file: ${name}`, columns, "faint")
			: [];
	});
}

/** A comment below the response that it belongs to. */
export function commentLines(comment: string | null, columns: number): Line[] {
	return comment ? paragraph(span("    "), comment, columns, "faint") : [];
}
