import { paths, type Scope } from "@signoff/core/contract";
import {
	type Segment,
	splitIntoSegments,
	type UploadTarget,
	uploadTargetSchema,
} from "@signoff/core/contract/uploads";
import { outcomes } from "@signoff/core/outcome";
import { validate } from "@signoff/core/validation";
import type { ClientContext } from "../context/client-context.ts";
import { SignoffError } from "../errors/signoff-error.ts";
import { addressOf } from "../http/base-url.ts";
import { companyHeader } from "../http/build-request.ts";
import { call } from "../resources/request.ts";
import { scopeFrom } from "../resources/scope.ts";
import { checkUploadOptions, type UploadOptions } from "./options.ts";
import { sendSegments } from "./segmented-upload.ts";
import { type Patience, store } from "./storage-client.ts";
import type { UploadState } from "./types.ts";
import { fileFrom, type Uploadable, type UploadFile } from "./upload-file.ts";

/** A file that the server has; its `uuid` goes into a response's `attachments.upload_ids`. */
export type Upload = { uuid: string; name: string; size: number };

const attempt = "Uploading the file";
const defaultSegmentBytes = 8 * 1024 * 1024;

/**
 * Uploads a file, in one piece or in segments (contract §5). It is read as it is sent, never held whole.
 *
 * @throws {TypeError} where an option or the file is not what it should be
 * @throws {SignoffError} where it did not arrive
 * @throws {AbortError} where `options.signal` breaks it off
 */
export async function createUpload(
	session: ClientContext,
	scope: Scope,
	input: Uploadable,
	options: UploadOptions = {},
): Promise<Upload> {
	checkUploadOptions(options);
	const file = fileFrom(input);
	const where = scopeFrom(attempt, scope);
	const { resume, segmentBytes = defaultSegmentBytes } = options;
	const patience = patienceOf(options);
	const upload = { name: file.name, size: file.blob.size };
	if (resume !== undefined) {
		await checkUnchanged(file, resume);
		await sendSegments(session, where, file, resume, options, patience);
		return { uuid: resume.uuid, ...upload };
	}
	const planned = await summed(
		file,
		splitIntoSegments(upload.size, segmentBytes),
	);
	const target = await ask(session, where, file, planned, options);
	if (target.kind === "whole") {
		await sendWhole(session, file, target, patience);
		tell(options, upload.size);
	} else {
		const state = stateFrom(file, planned, target);
		await options.onState?.(state);
		await sendSegments(session, where, file, state, options, patience);
	}
	return { uuid: target.uuid, ...upload };
}

type Summed = Segment & { sha256: string };

async function summed(
	{ blob, sha256 }: Required<UploadFile>,
	segments: Segment[],
): Promise<Summed[]> {
	const done: Summed[] = [];
	// One after the other: each may be held in memory while its sum is made.
	for (const segment of segments)
		done.push({
			...segment,
			sha256: await sha256(blob.slice(segment.start, segment.end)),
		});
	return done;
}

async function checkUnchanged(
	file: Required<UploadFile>,
	{ size, segments }: UploadState,
): Promise<void> {
	const now = file.blob.size === size ? await summed(file, segments) : null;
	const same = now?.every(
		({ sha256 }, index) => sha256 === segments[index]?.sha256,
	);
	if (same !== true)
		throw new SignoffError(attempt, outcomes.invalid([changed]));
}

/** An upload that is made twice leaves one unused, which the server forgets by itself. */
async function ask(
	session: ClientContext,
	scope: Scope,
	{ name, blob }: Required<UploadFile>,
	segments: Summed[],
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
	const url = addressOf(session.base, paths.uploads(scope));
	const headers = {
		"Content-Type": "application/json",
		...companyHeader(scope.company_id),
	};
	const parse = (answer: unknown) => validate(uploadTargetSchema, answer);
	const { value } = await call(
		session,
		{ success: 201, idempotent: true },
		{ attempt, request: { method: "POST", url, headers, body }, parse },
		{ signal },
	);
	return value;
}

/** Every field unmodified, and the file last (contract §5). */
async function sendWhole(
	{ fetch }: ClientContext,
	{ name, blob }: Required<UploadFile>,
	{ url, fields }: Extract<UploadTarget, { kind: "whole" }>,
	patience: Patience,
): Promise<void> {
	const body = new FormData();
	for (const [field, value] of Object.entries(fields))
		body.append(field, value);
	body.append("file", blob, name);
	await store(
		fetch,
		attempt,
		{ method: "POST", url, headers: {}, body },
		patience,
	);
}

function stateFrom(
	{ name, blob }: Required<UploadFile>,
	planned: Summed[],
	{ uuid, segments }: Extract<UploadTarget, { kind: "segmented" }>,
): UploadState {
	if (segments.length !== planned.length)
		throw new SignoffError(attempt, outcomes.invalid([otherSegments]));
	return {
		uuid,
		name,
		size: blob.size,
		segments: planned.map((segment, index) => ({
			...segment,
			url: segments[index]?.url ?? "",
			headers: segments[index]?.headers ?? {},
			etag: null,
		})),
	};
}

function patienceOf({
	signal,
	deadlineMs = 900_000,
	attemptTimeoutMs = 300_000,
}: UploadOptions): Patience {
	return { signal, deadlineMs, attemptTimeoutMs };
}

function tell({ onProgress }: UploadOptions, size: number): void {
	if (onProgress !== undefined)
		queueMicrotask(() => onProgress({ sent: size, total: size }));
}

const changed = {
	code: "file_changed",
	path: [],
	message: "The file is not the one whose upload was begun.",
};

const otherSegments = {
	code: "unexpected_segments",
	path: [],
	message: "The server asks for other segments than it was told of.",
};
