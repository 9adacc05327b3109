import { readFile } from "node:fs/promises";
import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { DraftFlags } from "./draft.ts";

/** The limit of a submission on standard input holds for a comment as well. */
const maxBytes = 1_048_576;

/** The comment of the flags: given, or read from a file. Issues never repeat the path, nor the content. */
export async function readComment(
	flags: Pick<DraftFlags, "comment" | "comment-file">,
): Promise<ParseResult<string | undefined>> {
	const { comment, "comment-file": path } = flags;
	if (path === undefined) return { kind: "parsed", value: comment };
	if (comment !== undefined)
		return invalid("Give either `--comment` or `--comment-file`.");
	try {
		const bytes = await readFile(path);
		if (bytes.byteLength > maxBytes)
			return invalid("The file of `--comment-file` has more than 1 MiB.");
		const text = decode(bytes);
		return text === null
			? invalid("The file of `--comment-file` is not text in UTF-8 or UTF-16.")
			: { kind: "parsed", value: text.replace(/\r?\n$/, "") };
	} catch {
		return invalid("The file of `--comment-file` cannot be read.");
	}
}

/** The text without its byte order mark; `null` if it is not text. */
function decode(bytes: Uint8Array): string | null {
	const [first, second] = bytes;
	const encoding =
		first === 0xff && second === 0xfe
			? "utf-16le"
			: first === 0xfe && second === 0xff
				? "utf-16be"
				: "utf-8";
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

function invalid(message: string): ParseResult<string | undefined> {
	return { kind: "invalid", issues: [malformedIssue([], message)] };
}
