import { isObject } from "../../options/rules.ts";
import { unreadableEntry } from "../../settlement/journal-error.ts";
import type { StoredUpload } from "../../uploads/types.ts";

/** @throws {JournalError} if the entry is not that of an upload */
export function readStoredUpload(label: string, stored: unknown): StoredUpload {
	if (isStoredUpload(stored)) return stored;
	throw unreadableEntry(label, "It is damaged");
}

function isStoredUpload(value: unknown): value is StoredUpload {
	switch (field(value, "kind")) {
		case "in_progress":
			return isUploadState(field(value, "state"));
		case "complete":
			return (
				isText(field(value, "uuid")) && isText(field(value, "completed_at"))
			);
		default:
			return false;
	}
}

function isUploadState(value: unknown): boolean {
	return (
		isText(field(value, "uuid")) &&
		isText(field(value, "name")) &&
		isSize(field(value, "size")) &&
		isListOf(field(value, "segments"), isSegment)
	);
}

function isSegment(value: unknown): boolean {
	const headers = field(value, "headers");
	const etag = field(value, "etag");
	return (
		isSize(field(value, "start")) &&
		isSize(field(value, "end")) &&
		isText(field(value, "sha256")) &&
		isText(field(value, "url")) &&
		isObject(headers) &&
		Object.values(headers).every(isText) &&
		(etag === null || isText(etag))
	);
}

function isListOf(value: unknown, holds: (each: unknown) => boolean): boolean {
	return Array.isArray(value) && value.every(holds);
}

function isText(value: unknown): boolean {
	return typeof value === "string";
}

function isSize(value: unknown): boolean {
	return Number.isSafeInteger(value) && Number(value) >= 0;
}

function field(value: unknown, name: string): unknown {
	return isObject(value) ? Reflect.get(value, name) : undefined;
}
