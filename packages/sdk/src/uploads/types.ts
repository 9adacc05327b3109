import type { Segment } from "@signoff/core/contract/uploads";

/** A segment, where it goes, and whether it has arrived. */
export type SegmentState = Segment & {
	/** Lower-case hexadecimal. */
	sha256: string;
	url: string;
	headers: Record<string, string>;
	/** What storage answered; `null` until it has arrived. */
	etag: string | null;
};

/**
 * A segmented upload under way. Plain JSON: kept, it is gone on with after a crash, while the upload lives (contract
 * §5). Its addresses are secrets: who has them can write the file.
 */
export type UploadState = {
	uuid: string;
	name: string;
	/** In bytes. */
	size: number;
	segments: SegmentState[];
};
