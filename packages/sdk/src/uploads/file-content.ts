import { uploadError } from "./upload-errors.ts";
import type { UploadFile } from "./upload-file.ts";

/** A part of a file that is in memory: every attempt to send it sends the same bytes, whatever happens to the file. */
export type FileContent = Uint8Array<ArrayBuffer>;

/**
 * Reads a file, or a part of one, into memory.
 *
 * @throws {SignoffError} `invalid` (`file_changed`), if it cannot be read whole
 */
export async function readContent(
	operation: string,
	part: Blob,
): Promise<FileContent> {
	const buffer = await part.arrayBuffer().catch(() => null);
	if (buffer === null || buffer.byteLength !== part.size)
		throw uploadError(operation, "file_changed");
	return new Uint8Array(buffer);
}

/**
 * Reads a part of a file, and compares it with the checksum that was announced to the server.
 *
 * @throws {SignoffError} `invalid` (`file_changed`), if it is another one, or cannot be read
 */
export async function readVerified(
	operation: string,
	{ blob, sha256 }: Required<UploadFile>,
	{
		start,
		end,
		sha256: expected,
	}: { start: number; end: number; sha256: string },
): Promise<FileContent> {
	const content = await readContent(operation, blob.slice(start, end));
	if ((await sha256(new Blob([content]))) !== expected)
		throw uploadError(operation, "file_changed");
	return content;
}

/**
 * The checksum of a part of a file.
 *
 * @throws {SignoffError} `invalid` (`file_changed`), if the part cannot be read
 * @throws what `sha256` throws otherwise
 */
export async function checksum(
	operation: string,
	{ blob, sha256 }: Required<UploadFile>,
	{ start, end }: { start: number; end: number },
): Promise<string> {
	try {
		return await sha256(blob.slice(start, end));
	} catch (error) {
		if (error instanceof Error && error.name === "NotReadableError")
			throw uploadError(operation, "file_changed");
		throw error;
	}
}
