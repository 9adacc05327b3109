import type { UploadState } from "./types.ts";

/** What is kept of an upload. Plain JSON. */
export type StoredUpload =
	/** Segments are on their way. */
	| { kind: "in_progress"; state: UploadState }
	/** The file is there; `at` is when, ISO 8601 in UTC. */
	| { kind: "complete"; uuid: string; at: string };

/** Keeps uploads by what was uploaded, so that the same file is not sent twice, across crashes. */
export type UploadStore = {
	loadUpload(key: string): Promise<StoredUpload | null>;
	saveUpload(key: string, upload: StoredUpload): Promise<void>;
};
