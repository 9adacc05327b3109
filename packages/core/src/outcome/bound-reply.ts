import { boundText, maxSentenceLength, maxWordLength } from "./bounds.ts";
import { matchOutcome, type OnRecord, type Outcome } from "./outcome.ts";

const maxCommentBytes = 8_192;
const maxPeople = 20;

/**
 * An outcome without what could make an error body longer than 64 kB: the comment on record ends after 8 kB and is marked
 * with `comment_truncated`; names are cut, and at most 20 people are listed.
 */
export function boundReply(outcome: Outcome): Outcome {
	const unchanged = (): Outcome => outcome;
	return matchOutcome<Outcome>(outcome, {
		recorded: unchanged,
		unchanged,
		accepted: unchanged,
		conflict: (conflict) => ({
			...conflict,
			on_record: boundOnRecord(conflict.on_record),
		}),
		superseded: (superseded) => ({
			...superseded,
			decided_by: superseded.decided_by
				.slice(0, maxPeople)
				.map(({ id, name }) => ({ id, name: boundText(name, maxWordLength) })),
		}),
		invalid: unchanged,
		unauthenticated: unchanged,
		forbidden: unchanged,
		not_found: unchanged,
		deferred: unchanged,
		uncertain: unchanged,
	});
}

function boundOnRecord(onRecord: OnRecord): OnRecord {
	const { option, comment } = onRecord;
	const kept = comment === null ? null : firstBytes(comment, maxCommentBytes);
	return {
		...onRecord,
		option: { ...option, name: boundText(option.name, maxSentenceLength) },
		comment: kept,
		...(kept === comment ? {} : { comment_truncated: true }),
	};
}

/** The beginning of a text that takes at most so many bytes as JSON in UTF-8; never half a character. */
function firstBytes(text: string, maxBytes: number): string {
	let bytes = 0;
	let end = 0;
	for (const character of text) {
		bytes += jsonBytes(character.codePointAt(0) ?? 0);
		if (bytes > maxBytes) return text.slice(0, end);
		end += character.length;
	}
	return text;
}

function jsonBytes(codePoint: number): number {
	if (codePoint < 0x20) return 6;
	if (codePoint === 0x22 || codePoint === 0x5c) return 2;
	if (codePoint < 0x80) return 1;
	if (codePoint < 0x800) return 2;
	return codePoint < 0x10000 ? 3 : 4;
}
