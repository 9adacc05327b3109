import { invalidRequest } from "../errors/failed-request.ts";
import type { SignoffError } from "../errors/signoff-error.ts";

/** Why an upload ended for good: what the server or storage did, or that the file changed. */
export type UploadIssueCode =
	| "file_changed"
	| "unexpected_target"
	| "unexpected_segments"
	| "unsafe_address"
	| "no_etag"
	| "upload_failed";

/** Returns the error of an upload that repeating its last request cannot help. */
export function uploadError(
	operation: string,
	code: UploadIssueCode,
): SignoffError {
	const issue = { code, path: [], message: messages[code] };
	return invalidRequest(operation, [issue]);
}

const messages: Record<UploadIssueCode, string> = {
	file_changed:
		"The file is not the one whose upload was started, or can no longer be read.",
	unexpected_target: "The server names no place for the file.",
	unexpected_segments: "The server expects other segments than were requested.",
	unsafe_address: "The server names an address for the file that is not https.",
	no_etag: "Storage accepted the segment without returning an ETag.",
	upload_failed:
		"The server has all segments, and reports that the upload failed.",
};
