import {
	maxSegmentBytes,
	minSegmentBytes,
} from "@signoff/core/contract/uploads";
import { checkOptions } from "../options/check-options.ts";
import type { UploadState } from "./types.ts";

/** How far an upload has come, in bytes. */
export type UploadProgress = { sent: number; total: number };

/** How a file is uploaded. Durations in milliseconds. */
export type UploadOptions = {
	/** Breaks the upload off: it rejects with an `AbortError`. */
	signal?: AbortSignal | undefined;
	/** Told after each segment. What it throws does not reach the upload. */
	onProgress?: ((progress: UploadProgress) => void) | undefined;
	/**
	 * Files larger than this go in segments of this size, in bytes (contract §5: 5 MB to 5 GB).
	 * @default 8_388_608
	 */
	segmentBytes?: number | undefined;
	/** The state of an upload that was broken off: what has arrived is not sent again. */
	resume?: UploadState | undefined;
	/** Given the state to keep, before the first segment is sent and after each; waited for. */
	onState?: ((state: UploadState) => void | Promise<void>) | undefined;
	/** Until when one segment, or a whole file, must have arrived. @default 900_000 */
	deadlineMs?: number | undefined;
	/** Longest for one try at it. @default 300_000 */
	attemptTimeoutMs?: number | undefined;
};

const isFunction = (value: unknown): boolean => typeof value === "function";
const isObject = (value: unknown): boolean =>
	typeof value === "object" && value !== null;
const isLength = (value: unknown): boolean =>
	typeof value === "number" && value > 0 && Number.isFinite(value);

/** @throws {TypeError} where an option is unknown or not what it should be */
export function checkUploadOptions(options: UploadOptions): void {
	checkOptions(options, {
		signal: ["an AbortSignal", (value) => value instanceof AbortSignal],
		onProgress: ["a function", isFunction],
		segmentBytes: [
			`a number of bytes from ${minSegmentBytes} to ${maxSegmentBytes}`,
			(value) =>
				Number.isSafeInteger(value) &&
				Number(value) >= minSegmentBytes &&
				Number(value) <= maxSegmentBytes,
		],
		resume: ["the state of an upload", isObject],
		onState: ["a function", isFunction],
		deadlineMs: ["a positive number of milliseconds", isLength],
		attemptTimeoutMs: ["a positive number of milliseconds", isLength],
	});
}
