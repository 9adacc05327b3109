import { textEncoding } from "@signoff/core/validation";
import { BulkFileError } from "./bulk-row.ts";

/**
 * Decodes UTF-8 or UTF-16, with or without a byte order mark, as a stream.
 *
 * @throws {BulkFileError} if it is not text
 */
export async function* decodeText(
	bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
	let decoder: TextDecoder | null = null;
	try {
		for await (const chunk of bytes) {
			decoder ??= new TextDecoder(textEncoding(chunk), { fatal: true });
			const text = decoder.decode(chunk, { stream: true });
			if (text !== "") yield text;
		}
		const rest = decoder?.decode() ?? "";
		if (rest !== "") yield rest;
	} catch (cause) {
		if (!(cause instanceof TypeError)) throw cause;
		throw new BulkFileError(
			"The file is not text in UTF-8 or UTF-16. In Excel, save it as “CSV UTF-8”.",
			{ cause },
		);
	}
}
