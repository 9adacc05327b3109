import type { Scope, Submission } from "@signoff/core/contract";
import { type Outcome, outcomeTraits } from "@signoff/core/outcome";
import { isSignoffError } from "../errors/signoff-error.ts";
import type { UploadOptions, UploadProgress } from "../uploads/options.ts";
import type { StoredUpload, UploadStore } from "../uploads/types.ts";
import type { UploadFile } from "../uploads/upload-file.ts";
import { localFile, sha256 } from "./local-file.ts";

/** How files are attached. */
export type AttachFilesOptions = {
	/** Aborts the uploads: the call rejects with an `AbortError`. */
	signal?: AbortSignal | undefined;
	/** Where uploads are stored, so that a file is sent once, across crashes; a `sqliteJournal` is such a store. */
	uploads?: UploadStore | undefined;
	/** Called as files are sent, with the file's path. */
	onProgress?: ((path: string, progress: UploadProgress) => void) | undefined;
};

/** The part of a client that uploads files. */
export type Uploader = {
	uploads: {
		/** Uploads a file. */
		create(
			scope: Scope,
			file: UploadFile,
			options?: UploadOptions,
		): Promise<{ uuid: string }>;
	};
};

// Uploads expire after a week (contract §5); the difference is time to settle the submission.
const reusableForMs = 6 * 24 * 60 * 60 * 1000;

/**
 * Uploads local files, and returns the submission with their `upload_ids` added: what `respond` accepts.
 *
 * @throws the system's error if a file cannot be read
 * @throws {SignoffError} if a file could not be uploaded
 * @throws {AbortError} if `options.signal` aborts
 */
export async function attachFiles(
	client: Uploader,
	submission: Submission,
	paths: string[],
	options: AttachFilesOptions = {},
): Promise<Submission> {
	const { response, ...rest } = submission;
	const upload_ids = [...(response.attachments?.upload_ids ?? [])];
	for (const path of paths)
		upload_ids.push(await uploadFile(client, submission, path, options));
	const attachments = { ...response.attachments, upload_ids };
	return { ...rest, response: { ...response, attachments } };
}

async function uploadFile(
	client: Uploader,
	scope: Scope,
	path: string,
	{ signal, uploads, onProgress }: AttachFilesOptions,
): Promise<string> {
	const file = await localFile(path);
	const options: UploadOptions = {
		signal,
		onProgress: (progress) => onProgress?.(path, progress),
	};
	return uploads === undefined
		? (await client.uploads.create(scope, file, options)).uuid
		: uploadOnce(client, scope, file, options, uploads);
}

async function uploadOnce(
	client: Uploader,
	scope: Scope,
	file: UploadFile,
	options: UploadOptions,
	uploads: UploadStore,
): Promise<string> {
	const { company_id, project_id = null } = scope;
	const checksum = await sha256(file.blob);
	const key = JSON.stringify([company_id, project_id, file.name, checksum]);
	const stored = await uploads.loadUpload(key);
	if (stored?.kind === "complete" && isReusable(stored)) return stored.uuid;
	const { uuid } = await resumeOrUpload(client, scope, file, stored, {
		...options,
		onState: (state) => uploads.saveUpload(key, { kind: "in_progress", state }),
	});
	const completed_at = new Date().toISOString();
	await uploads.saveUpload(key, { kind: "complete", uuid, completed_at });
	return uuid;
}

function isReusable({ completed_at }: { completed_at: string }): boolean {
	return Date.now() < Date.parse(completed_at) + reusableForMs;
}

/** Resumes the stored upload; if the server has expired it, starts anew. */
async function resumeOrUpload(
	client: Uploader,
	scope: Scope,
	file: UploadFile,
	stored: StoredUpload | null,
	options: UploadOptions,
): Promise<{ uuid: string }> {
	if (stored?.kind === "in_progress") {
		try {
			const resume = stored.state;
			return await client.uploads.create(scope, file, { ...options, resume });
		} catch (error) {
			if (!isSignoffError(error) || !isRefusal(error.outcome)) throw error;
		}
	}
	return client.uploads.create(scope, file, options);
}

function isRefusal({ kind }: Outcome): boolean {
	return outcomeTraits[kind].final;
}
