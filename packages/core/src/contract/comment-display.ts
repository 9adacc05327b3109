import { normalizeComment } from "./comment.ts";

/**
 * How a comment that a read shows relates to a submitted one. Reads may show a text for display (contract §2), so a
 * comment that is not equal may still be the same: `maybe`.
 */
export type CommentComparison = "same" | "maybe" | "different";

/**
 * Compares the comment that a read shows with the submitted one. If no comment was submitted, a comment that is shown
 * differs, and none shown is the same.
 */
export function compareComment(
	shown: string | null,
	submitted: string | null | undefined,
): CommentComparison {
	const [display, comment] = [
		normalizeComment(shown),
		normalizeComment(submitted),
	];
	if (display === comment) return "same";
	if (comment === "") return "different";
	return canBeDisplayOf(display, comment) ? "maybe" : "different";
}

/**
 * True if a server may have made this text from the comment: escaped, tagged, folded, cut, or without the characters
 * that it does not store. Letters and digits keep their order and case in every display, and no symbol is added.
 */
function canBeDisplayOf(display: string, comment: string): boolean {
	// Any character may be behind an entity that is not known here.
	const unknown = (display.match(entity) ?? []).filter(
		(each) => unescapeEntities(each) === each,
	);
	if (unknown.some((each) => !comment.includes(each))) return true;
	const symbols = display.match(/\p{Extended_Pictographic}/gu) ?? [];
	if (symbols.some((symbol) => !comment.includes(symbol))) return false;
	const shown = readings(withoutCutMark(display));
	return [...readings(comment), lettersOf(comment.replace(astral, ""))].some(
		(letters) => shown.some((part) => letters.startsWith(part)),
	);
}

/** The letters of what a text may stand for: as it is or unescaped, with or without its tags. */
function readings(text: string): string[] {
	const unescaped = unescapeEntities(text);
	return [text, unescaped, unescapeEntities(unescaped)].flatMap((each) => [
		lettersOf(each),
		lettersOf(each.replace(/<[^<>]*>/g, "")),
	]);
}

/** The letters and digits, without accents, in compatibility form. Hangul fillers are letters without a glyph. */
function lettersOf(text: string): string {
	return text
		.normalize("NFKD")
		.replace(/[^\p{L}\p{N}]|[\u115f\u1160\u3164\uffa0]/gu, "");
}

/** A cut may leave an ellipsis or "[more]" of at most 30 characters, and may split an entity or a tag. */
function withoutCutMark(display: string): string {
	const at = Math.max(0, display.length - 30);
	return (
		display.slice(0, at) + display.slice(at).replace(/(…|\.{2}|[[(]).*$/s, "")
	)
		.replace(/&#?\w{0,32}$/, "")
		.replace(/<[^<>]*$/, "");
}

const astral = /[\u{10000}-\u{10ffff}]/gu;
const entity = /&(#x?[\da-f]{1,7}|[a-z][a-z\d]{1,31});/gi;
const entities = new Map([
	["amp", "&"],
	["lt", "<"],
	["gt", ">"],
	["quot", '"'],
	["apos", "'"],
	["nbsp", " "],
]);

function unescapeEntities(text: string): string {
	return text.replace(entity, (whole, name: string) => {
		if (!name.startsWith("#")) return entities.get(name) ?? whole;
		const code = Number(`0${name.slice(1)}`);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}
