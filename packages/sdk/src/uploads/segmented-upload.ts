import { paths, type Scope } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import { addressOf } from "../http/base-url.ts";
import { companyHeader } from "../http/build-request.ts";
import { call } from "../resources/request.ts";
import type { UploadOptions } from "./options.ts";
import { type Patience, store } from "./storage-client.ts";
import type { SegmentState, UploadState } from "./types.ts";
import type { UploadFile } from "./upload-file.ts";

/** Sends the segments that have not arrived yet, in order, and then puts them together (contract §5). */
export async function sendSegments(
	session: ClientContext,
	scope: Scope,
	{ blob }: Required<UploadFile>,
	begun: UploadState,
	{ onProgress, onState, signal }: UploadOptions,
	patience: Patience,
): Promise<void> {
	let state = begun;
	for (const [index, segment] of state.segments.entries()) {
		if (segment.etag !== null) continue;
		const part = blob.slice(segment.start, segment.end);
		const etag = await put(session, segment, part, patience);
		state = {
			...state,
			segments: state.segments.with(index, { ...segment, etag }),
		};
		await onState?.(state);
		const progress = { sent: sentOf(state), total: state.size };
		if (onProgress !== undefined) queueMicrotask(() => onProgress(progress));
	}
	await complete(session, scope, state, signal);
}

async function put(
	{ fetch }: ClientContext,
	{ url, headers }: SegmentState,
	body: Blob,
	patience: Patience,
): Promise<string> {
	const attempt = "Sending a segment of the file";
	const answer = await store(
		fetch,
		attempt,
		{ method: "PUT", url, headers, body },
		patience,
	);
	if (answer["etag"] !== undefined) return answer["etag"];
	throw new SignoffError(attempt, outcomes.invalid([withoutEtag]));
}

async function complete(
	session: ClientContext,
	scope: Scope,
	{ uuid, segments }: UploadState,
	signal: AbortSignal | undefined,
): Promise<void> {
	const body = { segments: segments.map(({ etag }) => ({ etag })) };
	const headers = {
		"Content-Type": "application/json",
		...companyHeader(scope.company_id),
	};
	const url = addressOf(session.base, paths.upload(scope, uuid));
	await call(
		session,
		{ success: "2xx", idempotent: true },
		{
			attempt: "Putting the file together",
			request: { method: "PATCH", url, headers, body },
			parse: () => ({ kind: "parsed", value: null }),
		},
		{ signal },
	);
}

function sentOf({ segments }: UploadState): number {
	return segments
		.filter(({ etag }) => etag !== null)
		.reduce((sum, { start, end }) => sum + end - start, 0);
}

const withoutEtag = {
	code: "no_etag",
	path: [],
	message: "Storage took the segment without naming an ETag.",
};
