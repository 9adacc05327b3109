import {
	maxSegmentBytes,
	minSegmentBytes,
} from "@signoff/core/contract/uploads";
import { checkOptions } from "../options/check-options.ts";
import {
	durationRule,
	functionRule,
	isObject,
	signalRule,
} from "../options/rules.ts";
import type { SegmentState, UploadState } from "./types.ts";

/** The progress of an upload, in bytes. */
export type UploadProgress = { sent: number; total: number };

/** How a file is uploaded. Durations in milliseconds. */
export type UploadOptions = {
	/** Aborts the upload: it rejects with an `AbortError`. */
	signal?: AbortSignal | undefined;
	/** Called after each segment. An error that it throws does not affect the upload. */
	onProgress?: ((progress: UploadProgress) => void) | undefined;
	/**
	 * Larger files are sent in segments of this size, in bytes (contract §5: 5 MB to 5 GB).
	 * @default 8_388_608
	 */
	segmentBytes?: number | undefined;
	/** The state of an interrupted upload: segments that storage has are not sent again. */
	resume?: UploadState | undefined;
	/** Receives the state to store, before the first segment is sent and after each. Awaited. */
	onState?: ((state: UploadState) => void | Promise<void>) | undefined;
	/** The time in which one segment, or a whole file, must be stored, retries included. @default 900_000 */
	deadlineMs?: number | undefined;
	/** The longest time for one attempt. @default 300_000 */
	attemptTimeoutMs?: number | undefined;
};

/** @throws {TypeError} if an option is unknown or invalid */
export function checkUploadOptions(options: UploadOptions): void {
	checkOptions(options, {
		signal: signalRule,
		onProgress: functionRule,
		segmentBytes: [
			`a number of bytes from ${minSegmentBytes} to ${maxSegmentBytes}`,
			(value) =>
				Number.isSafeInteger(value) &&
				Number(value) >= minSegmentBytes &&
				Number(value) <= maxSegmentBytes,
		],
		resume: ["the state of an upload, as it was stored", isUploadState],
		onState: functionRule,
		deadlineMs: durationRule,
		attemptTimeoutMs: durationRule,
	});
}

function isUploadState(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { uuid, size, segments }: Partial<UploadState> = value;
	return (
		typeof uuid === "string" &&
		typeof size === "number" &&
		Array.isArray(segments) &&
		segments.every(isSegmentState)
	);
}

function isSegmentState(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { start, end, sha256, url, headers, etag }: Partial<SegmentState> =
		value;
	return (
		[start, end].every(Number.isSafeInteger) &&
		[sha256, url].every((text) => typeof text === "string") &&
		isObject(headers) &&
		(etag === null || typeof etag === "string")
	);
}
