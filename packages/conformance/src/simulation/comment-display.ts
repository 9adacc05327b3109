/**
 * How a read shows a comment (contract §2 leaves it open):
 * `verbatim`: as stored; `escaped`: HTML entities; `tagged`: escaped, in a paragraph; `line_breaks`: `<br>` for a line
 * end; `folded`: white space as one space; `no_break_spaces`: U+00A0 for a space; `visible_only`: without invisible
 * characters; `compatibility`: NFKC; `cut`: the beginning only; `cut_marked`: the beginning and an ellipsis; `hidden`:
 * not shown.
 */
export type CommentDisplay = (typeof commentDisplays)[number];

/** Every display; the simplest comes first. */
export const commentDisplays = [
	"verbatim",
	"escaped",
	"tagged",
	"line_breaks",
	"trimmed",
	"folded",
	"no_break_spaces",
	"visible_only",
	"compatibility",
	"no_emoji",
	"cut",
	"cut_marked",
	"hidden",
] as const;

const shownLength = 12;

/** A stored comment as a read shows it. */
export function displayComment(
	comment: string | null,
	display: CommentDisplay,
): string | null {
	return comment === null || display === "verbatim"
		? comment
		: displays[display](comment);
}

const displays: Record<
	Exclude<CommentDisplay, "verbatim">,
	(comment: string) => string | null
> = {
	escaped,
	tagged: (comment) =>
		comment === "" ? comment : `<p>${escaped(comment)}</p>`,
	line_breaks: (comment) => comment.replace(/\r\n?|\n/g, "<br>"),
	trimmed: (comment) => comment.trim(),
	folded: (comment) => comment.replace(/\s+/g, " ").trim(),
	no_break_spaces: (comment) => comment.replaceAll(" ", "\u00a0"),
	visible_only: (comment) =>
		comment.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, ""),
	compatibility: (comment) => comment.normalize("NFKC"),
	no_emoji: (comment) =>
		comment.replace(
			/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu,
			"",
		),
	cut: beginning,
	cut_marked: (comment) => {
		const start = beginning(comment);
		return start === comment ? comment : `${start}…`;
	},
	hidden: () => null,
};

function escaped(comment: string): string {
	return comment
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");
}

function beginning(comment: string): string {
	return [...comment].slice(0, shownLength).join("");
}
