import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import type { UploadFile } from "../uploads/upload-file.ts";

/**
 * A local file to upload. It is streamed, both when it is sent and when its checksums are computed.
 *
 * @param options `type`: its media type; none by default
 * @throws the system's error if it cannot be read
 */
export async function localFile(
	path: string,
	{ type = "" }: { type?: string } = {},
): Promise<UploadFile> {
	const blob = await openAsBlob(path, { type });
	return { name: basename(path), blob, sha256 };
}

/** SHA-256 in lower-case hexadecimal, computed as a stream. */
export async function sha256(part: Blob): Promise<string> {
	const hash = createHash("sha256");
	for await (const chunk of part.stream()) hash.update(chunk);
	return hash.digest("hex");
}
