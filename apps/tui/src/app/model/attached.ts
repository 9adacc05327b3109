import type { Attachments } from "@signoff/core";
import {
	type AttachableFile,
	fileProblemTexts,
} from "../../model/attachable-file.ts";
import { formatSize } from "../../model/file-size.ts";

/** Files of a draft: paths of files to upload, and files that the server has. */
export type Attached = { files: string[]; attachments?: Attachments };

/** A draft without files. */
export const nothingAttached: Attached = { files: [] };

/** What is known about files to upload, by their paths: they are looked at when a screen shows them. */
export type KnownFiles = Partial<Record<string, AttachableFile>>;

/** How many files the server has. */
function uploadedCount({ attachments = {} }: Attached): number {
	return Object.values(attachments).flat().length;
}

/** Such as `2 that are uploaded already`; `null` if there are none. */
export function uploadedText(attached: Attached): string | null {
	const count = uploadedCount(attached);
	return count === 0
		? null
		: `${count} that ${count === 1 ? "is" : "are"} uploaded already`;
}

/** The size of a file, or why it cannot be attached; empty if it was not looked at. */
export function fileNote(path: string, known: KnownFiles): string {
	const file = known[path];
	if (file === undefined) return "";
	return file.kind === "file"
		? formatSize(file.size)
		: fileProblemTexts[file.problem];
}

/** Whether a file is known to be one that cannot be attached. */
export function isUnusable(path: string, known: KnownFiles): boolean {
	return known[path]?.kind === "problem";
}
