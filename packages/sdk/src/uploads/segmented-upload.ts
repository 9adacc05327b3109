import type { Scope } from "@signoff/core/contract";
import { uploadPaths } from "@signoff/core/contract/uploads";
import type { ClientContext } from "../context/client-context.ts";
import { invalidRequest } from "../errors/failed-request.ts";
import { endpointUrl } from "../http/base-url.ts";
import { companyHeader } from "../http/build-request.ts";
import { sendRequest } from "../resources/request.ts";
import type { UploadOptions } from "./options.ts";
import { sendToStorage, type TransferLimits } from "./storage-client.ts";
import type { SegmentState, UploadState } from "./types.ts";
import type { UploadFile } from "./upload-file.ts";

/** Sends the missing segments, in order, and then completes the upload (contract §5). */
export async function sendSegments(
	context: ClientContext,
	scope: Scope,
	{ blob }: Required<UploadFile>,
	initial: UploadState,
	{ onProgress, onState, signal }: UploadOptions,
	limits: TransferLimits,
): Promise<void> {
	let state = initial;
	for (const [index, segment] of state.segments.entries()) {
		if (segment.etag !== null) continue;
		const part = blob.slice(segment.start, segment.end);
		const etag = await putSegment(context, segment, part, limits);
		state = {
			...state,
			segments: state.segments.with(index, { ...segment, etag }),
		};
		await onState?.(state);
		const progress = { sent: sentBytes(state), total: state.size };
		if (onProgress !== undefined) queueMicrotask(() => onProgress(progress));
	}
	await completeUpload(context, scope, state, signal);
}

async function putSegment(
	{ fetch }: ClientContext,
	{ url, headers }: SegmentState,
	body: Blob,
	limits: TransferLimits,
): Promise<string> {
	const operation = "Sending a segment of the file";
	const { etag } = await sendToStorage(
		fetch,
		operation,
		{ method: "PUT", url, headers, body },
		limits,
	);
	if (etag !== undefined) return etag;
	throw invalidRequest(operation, [noEtag]);
}

async function completeUpload(
	context: ClientContext,
	scope: Scope,
	{ uuid, segments }: UploadState,
	signal: AbortSignal | undefined,
): Promise<void> {
	const body = { segments: segments.map(({ etag }) => ({ etag })) };
	const headers = {
		"Content-Type": "application/json",
		...companyHeader(scope.company_id),
	};
	const url = endpointUrl(context.base, uploadPaths.upload(scope, uuid));
	await sendRequest(
		context,
		{ success: "2xx", idempotent: true },
		{
			operation: "Completing the upload",
			request: { method: "PATCH", url, headers, body },
			parse: () => ({ kind: "parsed", value: null }),
		},
		{ signal },
	);
}

function sentBytes({ segments }: UploadState): number {
	return segments
		.filter(({ etag }) => etag !== null)
		.reduce((sum, { start, end }) => sum + end - start, 0);
}

const noEtag = {
	code: "no_etag",
	path: [],
	message: "Storage accepted the segment without returning an ETag.",
};
