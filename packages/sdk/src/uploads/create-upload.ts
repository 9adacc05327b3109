import type { Scope } from "@signoff/core/contract";
import {
	type Segment,
	splitIntoSegments,
	type UploadTarget,
	uploadPaths,
	uploadTargetSchema,
} from "@signoff/core/contract/uploads";
import { type ParseResult, validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { endpointUrl } from "../http/base-url.ts";
import { companyHeader } from "../http/build-request.ts";
import { isObject } from "../options/rules.ts";
import { parseScope } from "../resources/parse-scope.ts";
import { sendRequest } from "../resources/request.ts";
import { checksum, type FileContent, readContent } from "./file-content.ts";
import { checkUploadOptions, type UploadOptions } from "./options.ts";
import { sendSegments } from "./segmented-upload.ts";
import { sendToStorage, type TransferLimits } from "./storage-client.ts";
import type { UploadState } from "./types.ts";
import { uploadError } from "./upload-errors.ts";
import {
	parseUploadFile,
	type Uploadable,
	type UploadFile,
} from "./upload-file.ts";

/** A file that the server has; its `uuid` goes into a response's `attachments.upload_ids`. */
export type Upload = { uuid: string; name: string; size: number };

const operation = "Uploading the file";
const defaultSegmentBytes = 8 * 1024 * 1024;

/**
 * Uploads a file, whole or in segments (contract §5). One segment is held in memory at a time.
 *
 * @throws {TypeError} if an option or the file is invalid
 * @throws {SignoffError} if the file could not be uploaded
 * @throws {AbortError} if `options.signal` aborts
 */
export async function createUpload(
	context: ClientContext,
	scope: Scope,
	input: Uploadable,
	options: UploadOptions = {},
): Promise<Upload> {
	checkUploadOptions(options);
	const file = parseUploadFile(input);
	const parsed = parseScope(operation, scope);
	const { resume, segmentBytes = defaultSegmentBytes } = options;
	const limits = transferLimits(options);
	const upload = { name: file.name, size: file.blob.size };
	if (resume !== undefined) {
		await checkUnchanged(file, resume);
		await sendSegments(context, parsed, file, resume, options, limits);
		return { uuid: resume.uuid, ...upload };
	}
	const segments = await withChecksums(
		file,
		splitIntoSegments(upload.size, segmentBytes),
	);
	const target = await requestTarget(context, parsed, file, segments, options);
	if (target.kind === "whole") {
		await sendWhole(context, file, target, limits);
		reportComplete(options, upload.size);
	} else {
		const state = initialState(file, segments, target);
		await options.onState?.(state);
		await sendSegments(context, parsed, file, state, options, limits);
	}
	return { uuid: target.uuid, ...upload };
}

type ChecksummedSegment = Segment & { sha256: string };

async function withChecksums(
	file: Required<UploadFile>,
	segments: Segment[],
): Promise<ChecksummedSegment[]> {
	const done: ChecksummedSegment[] = [];
	// One after the other: `sha256` may hold the whole segment in memory.
	for (const segment of segments)
		done.push({
			...segment,
			sha256: await checksum(operation, file, segment),
		});
	return done;
}

async function checkUnchanged(
	file: Required<UploadFile>,
	{ size, segments }: UploadState,
): Promise<void> {
	const now =
		file.blob.size === size ? await withChecksums(file, segments) : null;
	const isSame = now?.every(
		({ sha256 }, index) => sha256 === segments[index]?.sha256,
	);
	if (isSame !== true) throw uploadError(operation, "file_changed");
}

/** Retries are safe: an upload that is created twice leaves one unused, which the server expires. */
async function requestTarget(
	context: ClientContext,
	scope: Scope,
	{ name, blob }: Required<UploadFile>,
	segments: ChecksummedSegment[],
	{ signal }: UploadOptions,
): Promise<UploadTarget> {
	const body = {
		response_filename: name,
		...(blob.type === "" ? {} : { response_content_type: blob.type }),
		size: blob.size,
		...(segments.length === 0
			? {}
			: {
					segments: segments.map(({ start, end, sha256 }) => ({
						size: end - start,
						sha256,
					})),
				}),
	};
	const url = endpointUrl(context.base, uploadPaths.uploads(scope));
	const headers = {
		"Content-Type": "application/json",
		...companyHeader(scope.company_id),
	};
	const { value } = await sendRequest(
		context,
		{ success: 201, idempotent: true },
		{
			operation,
			request: { method: "POST", url, headers, body },
			parse: parseTarget,
		},
		{ signal },
	);
	if (value === null) throw uploadError(operation, "unexpected_target");
	return value;
}

/** `null` for a reply of the API without a target: a repeat would only create another upload. */
function parseTarget(data: unknown): ParseResult<UploadTarget | null> {
	const target = validate(uploadTargetSchema, data);
	return target.kind === "parsed" || !isObject(data)
		? target
		: { kind: "parsed", value: null };
}

/** Every field unmodified, and the file last (contract §5). */
async function sendWhole(
	context: ClientContext,
	{ name, blob }: Required<UploadFile>,
	{ url, fields }: Extract<UploadTarget, { kind: "whole" }>,
	limits: TransferLimits,
): Promise<void> {
	const form = new FormData();
	for (const [field, value] of Object.entries(fields))
		form.append(field, value);
	const content = await readContent(operation, blob);
	form.append("file", new Blob([content], { type: blob.type }), name);
	const request = { method: "POST", url, ...(await encodeForm(form)) } as const;
	await sendToStorage(context, operation, request, limits);
}

/** Encoded here: a `fetch` of another implementation sends a form that it does not know as `[object FormData]`. */
async function encodeForm(
	form: FormData,
): Promise<{ headers: Record<string, string>; body: FileContent }> {
	const encoded = new Response(form);
	const type = encoded.headers.get("Content-Type") ?? "";
	const body = new Uint8Array(await encoded.arrayBuffer());
	return { headers: { "Content-Type": type }, body };
}

function initialState(
	{ name, blob }: Required<UploadFile>,
	requested: ChecksummedSegment[],
	{ uuid, segments }: Extract<UploadTarget, { kind: "segmented" }>,
): UploadState {
	if (segments.length !== requested.length)
		throw uploadError(operation, "unexpected_segments");
	return {
		uuid,
		name,
		size: blob.size,
		segments: requested.map((segment, index) => ({
			...segment,
			url: segments[index]?.url ?? "",
			headers: segments[index]?.headers ?? {},
			etag: null,
		})),
	};
}

function transferLimits({
	signal,
	deadlineMs = 900_000,
	attemptTimeoutMs = 300_000,
}: UploadOptions): TransferLimits {
	return { signal, deadlineMs, attemptTimeoutMs };
}

function reportComplete({ onProgress }: UploadOptions, size: number): void {
	if (onProgress !== undefined)
		queueMicrotask(() => onProgress({ sent: size, total: size }));
}
