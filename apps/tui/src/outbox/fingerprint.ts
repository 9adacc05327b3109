import { attachmentKinds } from "@signoff/core/contract";
import type { NewEntry } from "./entry.ts";

/**
 * What a person decided, as text: equal for the same option, comment and files. Files are compared as they were given,
 * since their uploads get new ids.
 */
export function fingerprintOf({ submission, files = [] }: NewEntry): string {
	const { selected_response_option_id, comment, attachments } =
		submission.response;
	const ids = attachmentKinds.map((kind) =>
		[...new Set(attachments?.[kind])].sort(),
	);
	return JSON.stringify([
		selected_response_option_id,
		comment ?? "",
		ids,
		files,
	]);
}
