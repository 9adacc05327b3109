import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import type { UploadFile } from "../uploads/upload-file.ts";

/**
 * A file of this machine, to be uploaded. It is read as it is sent; its sums are made as it is read.
 *
 * @param options.type its media type @default none
 * @throws the system's error where it cannot be read
 */
export async function localFile(
	path: string,
	{ type = "" }: { type?: string } = {},
): Promise<UploadFile> {
	const blob = await openAsBlob(path, { type });
	return { name: basename(path), blob, sha256 };
}

/** SHA-256 in lower-case hexadecimal, without holding the part in memory. */
export async function sha256(part: Blob): Promise<string> {
	const hash = createHash("sha256");
	for await (const chunk of part.stream()) hash.update(chunk);
	return hash.digest("hex");
}
