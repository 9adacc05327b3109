import type { Scope } from "@signoff/core/contract";
import { uploadPaths } from "@signoff/core/contract/uploads";
import { outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import { endpointUrl } from "../http/base-url.ts";
import { companyHeader } from "../http/build-request.ts";
import { isObject } from "../options/rules.ts";
import { sendRequest } from "../resources/request.ts";
import { type FileContent, readVerified } from "./file-content.ts";
import type { UploadOptions } from "./options.ts";
import { sendToStorage, type TransferLimits } from "./storage-client.ts";
import type { SegmentState, UploadState } from "./types.ts";
import { uploadError } from "./upload-errors.ts";
import type { UploadFile } from "./upload-file.ts";

const operation = "Sending a segment of the file";

/** Sends the missing segments, in order, and then completes the upload (contract §5). */
export async function sendSegments(
	context: ClientContext,
	scope: Scope,
	file: Required<UploadFile>,
	initial: UploadState,
	{ onProgress, onState, signal }: UploadOptions,
	limits: TransferLimits,
): Promise<void> {
	let state = initial;
	for (const [index, segment] of state.segments.entries()) {
		if (segment.etag !== null) continue;
		const content = await readVerified(operation, file, segment);
		const etag = await putSegment(context, segment, content, limits);
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
	context: ClientContext,
	{ url, headers }: SegmentState,
	body: FileContent,
	limits: TransferLimits,
): Promise<string> {
	const { etag } = await sendToStorage(
		context,
		operation,
		{ method: "PUT", url, headers, body },
		limits,
	);
	if (etag !== undefined) return etag;
	throw uploadError(operation, "no_etag");
}

async function completeUpload(
	context: ClientContext,
	scope: Scope,
	{ uuid, segments }: UploadState,
	signal: AbortSignal | undefined,
): Promise<void> {
	const operation = "Completing the upload";
	const body = {
		segments: segments.map(({ etag }) => ({ etag: withoutQuotes(etag ?? "") })),
	};
	const headers = {
		"Content-Type": "application/json",
		...companyHeader(scope.company_id),
	};
	const url = endpointUrl(context.base, uploadPaths.upload(scope, uuid));
	const { value: status } = await sendRequest(
		context,
		{ success: "2xx", idempotent: true },
		{
			operation,
			request: { method: "PATCH", url, headers, body },
			parse: (data) => ({ kind: "parsed", value: statusOf(data) }),
		},
		{ signal },
	);
	if (status === "failed") throw uploadError(operation, "upload_failed");
	if (status !== null && status !== "complete")
		throw new SignoffError(
			operation,
			outcomes.deferred("unavailable", Date.now()),
			"the server has not completed it yet",
		);
}

/** The upload's status in the server's reply (contract §5); `null` if it has none. */
function statusOf(body: unknown): string | null {
	const status = isObject(body) ? Reflect.get(body, "status") : null;
	return typeof status === "string" ? status : null;
}

/** Storage quotes an ETag; the API takes it without quotes (contract §5). */
function withoutQuotes(etag: string): string {
	return etag.replace(/^(?:W\/)?"(.*)"$/, "$1");
}

function sentBytes({ segments }: UploadState): number {
	return segments
		.filter(({ etag }) => etag !== null)
		.reduce((sum, { start, end }) => sum + end - start, 0);
}
