import type { Speech } from "./spoken.ts";
import { withoutTimes } from "./words.ts";

/**
 * What is written after a change: whole lines, or the characters that were typed. Each line is written once.
 *
 * @param before `null` if another screen was shown before
 */
export function spokenChange(before: Speech | null, after: Speech): Spoken {
	if (before === null) return { lines: opening(after), typed: "" };
	const earlier = new Set(before.lines.map(withoutTimes));
	const lines = after.lines.filter((each) => !earlier.has(withoutTimes(each)));
	const typed = typedChange(before.text, after.text);
	// The length of a text changes with each character.
	const news = typed === "" ? lines : [];
	return {
		lines: [
			...(before.title === after.title || typed !== "" ? [] : [after.title]),
			...news,
			...changed(before.notice, after.notice),
			...(before.keys === null && after.keys !== null ? [after.keys] : []),
			...(sameFocus(before.focus, after.focus) ? [] : [after.focus ?? ""]),
		].filter((each) => each !== ""),
		typed,
	};
}

/** Another number of rows is no other row. */
function sameFocus(before: string | null, after: string | null): boolean {
	const place = (focus: string | null): string =>
		withoutTimes(focus ?? "").replace(/^(\d+) of \d+/, "$1");
	return place(before) === place(after);
}

export type Spoken = {
	lines: string[];
	/** Characters to write on the line of the text field. */
	typed: string;
};

function opening({
	title,
	lines,
	notice,
	keys,
	focus,
	text,
}: Speech): string[] {
	return [
		"",
		title,
		...lines,
		...(notice === null ? [] : [notice]),
		...(keys === null ? [] : [keys]),
		...(focus === null ? [] : [focus]),
		...(text === null || text === "" ? [] : text.split("\n")),
	];
}

function changed(before: string | null, after: string | null): string[] {
	return after === null ||
		(before !== null && withoutTimes(before) === withoutTimes(after))
		? []
		: [after];
}

/** Typed characters are echoed, erased ones are wiped out. Another change writes the whole text. */
function typedChange(before: string | null, after: string | null): string {
	if (before === null || after === null || before === after) return "";
	if (after.startsWith(before)) return after.slice(before.length);
	if (before.startsWith(after) && !before.slice(after.length).includes("\n"))
		return "\b \b".repeat([...before.slice(after.length)].length);
	return `\n${after}`;
}
