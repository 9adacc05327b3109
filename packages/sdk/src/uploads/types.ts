import type { Segment } from "@signoff/core/contract/uploads";

/** A segment, its target, and whether storage has it. */
export type SegmentState = Segment & {
	/** Lower-case hexadecimal. */
	sha256: string;
	url: string;
	headers: Record<string, string>;
	/** The ETag that storage returned; `null` until it has the segment. */
	etag: string | null;
};

/**
 * The state of a segmented upload. Plain JSON: an upload resumes from it after a crash, until the server expires it
 * (contract §5). Its URLs are secrets: they give write access to the file.
 */
export type UploadState = {
	uuid: string;
	name: string;
	/** In bytes. */
	size: number;
	segments: SegmentState[];
};

/** What is stored for an upload. Plain JSON. */
export type StoredUpload =
	/** Some segments are missing. */
	| { kind: "in_progress"; state: UploadState }
	/** The server has the file; `completed_at` is ISO 8601 in UTC. */
	| { kind: "complete"; uuid: string; completed_at: string };

/** Stores uploads by the file's content, so that the same file is not sent twice, across crashes. */
export type UploadStore = {
	/** The upload stored under a key; `null` if there is none. */
	loadUpload(key: string): Promise<StoredUpload | null>;
	/** Stores an upload, and resolves when it would survive a crash. */
	saveUpload(key: string, upload: StoredUpload): Promise<void>;
};
