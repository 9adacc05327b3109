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
	if (hasUnknownEntity(display, comment)) return true;
	if (pictographs(display).some((symbol) => !comment.includes(symbol)))
		return false;
	const shown = readings(withoutCutMark(display)).map(lettersOf);
	return [...readings(comment), comment.replaceAll(astral, "")].some(
		(reading) => {
			const letters = lettersOf(reading);
			return shown.some((part) => letters.startsWith(part));
		},
	);
}

/** The texts that a display may stand for: as it is, unescaped, without tags. */
function readings(text: string): string[] {
	const unescaped = unescapeEntities(text);
	return [
		text,
		unescaped,
		unescapeEntities(unescaped),
		text.replaceAll(tag, ""),
		unescaped.replaceAll(tag, ""),
		unescapeEntities(text.replaceAll(tag, "")),
	];
}

/** The letters and digits, without accents, in compatibility form. */
function lettersOf(text: string): string {
	return text.normalize("NFKD").replaceAll(noLetter, "");
}

function pictographs(text: string): string[] {
	return unescapeEntities(text).match(/\p{Extended_Pictographic}/gu) ?? [];
}

/** A cut may leave an ellipsis, and may split an entity or a tag. */
function withoutCutMark(display: string): string {
	const at = Math.max(0, display.length - maxCutMarkLength);
	return (display.slice(0, at) + display.slice(at).replace(cutMark, ""))
		.replace(/&#?\w{0,32}$/, "")
		.replace(/<[^<>]*$/, "");
}

const maxCutMarkLength = 40;
const cutMark =
	/(?:…|\.{2,})?\s*(?:…|\.{2,}|[[(]\s*(?:\S+\s+)?(?:more|truncated)\s*[\])]|(?:read|show|see|view) more)\s*$/iu;
const tag = /<[^<>]*>/g;
const astral = /[\u{10000}-\u{10ffff}]/gu;
// Hangul fillers are letters without a glyph.
const noLetter = /[^\p{L}\p{N}]|[\u115f\u1160\u3164\uffa0]/gu;

const entity = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;
const accented =
	/^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron)$/i;
const entities: Readonly<Record<string, string>> = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: '"',
	apos: "'",
	nbsp: " ",
};

function unescapeEntities(text: string): string {
	return text.replaceAll(
		entity,
		(whole, name: string) => entityText(name) ?? whole,
	);
}

function entityText(name: string): string | null {
	if (!name.startsWith("#"))
		return (
			(Object.hasOwn(entities, name) ? entities[name] : undefined) ??
			accented.exec(name)?.[1] ??
			null
		);
	const code = /^#x/i.test(name)
		? Number.parseInt(name.slice(2), 16)
		: Number(name.slice(1));
	return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** Any character may be behind an entity that is not known here. */
function hasUnknownEntity(display: string, comment: string): boolean {
	return Array.from(display.matchAll(entity)).some(
		([whole, name = ""]) =>
			entityText(name) === null && !comment.includes(whole),
	);
}
