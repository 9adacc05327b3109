import type { Scope, Submission } from "@signoff/core/contract";
import type { Client } from "../client.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import type { Upload } from "../uploads/create-upload.ts";
import type { UploadOptions, UploadProgress } from "../uploads/options.ts";
import type { UploadFile } from "../uploads/upload-file.ts";
import type { StoredUpload, UploadStore } from "../uploads/upload-store.ts";
import { localFile, sha256 } from "./local-file.ts";

/** How files are attached. */
export type WithFilesOptions = {
	/** Breaks it off: it rejects with an `AbortError`. */
	signal?: AbortSignal | undefined;
	/** Where uploads are kept, so that a file is sent once, across crashes: a `sqliteJournal` will do. */
	uploads?: UploadStore | undefined;
	/** Told as files are sent, with the file's path. */
	onProgress?: ((path: string, progress: UploadProgress) => void) | undefined;
};

/** What uploads a file: a client. */
type Uploader = Pick<Client, "uploads">;

// An upload can be associated within a week (contract §5); a submission may take its time to be settled.
const goodForMs = 6 * 24 * 60 * 60 * 1000;

/**
 * Uploads files of this machine, and gives the submission with their `upload_ids` added: what `respond` takes.
 *
 * @throws the system's error where a file cannot be read
 * @throws {SignoffError} where one did not arrive
 * @throws {AbortError} where `options.signal` breaks it off
 */
export async function attachFiles(
	client: Uploader,
	submission: Submission,
	paths: string[],
	options: WithFilesOptions = {},
): Promise<Submission> {
	const { response, ...place } = submission;
	const upload_ids = [...(response.attachments?.upload_ids ?? [])];
	for (const path of paths)
		upload_ids.push(await uuidOf(client, submission, path, options));
	const attachments = { ...response.attachments, upload_ids };
	return { ...place, response: { ...response, attachments } };
}

async function uuidOf(
	client: Uploader,
	scope: Scope,
	path: string,
	{ signal, uploads, onProgress }: WithFilesOptions,
): Promise<string> {
	const file = await localFile(path);
	const options: UploadOptions = {
		signal,
		onProgress: (progress) => onProgress?.(path, progress),
	};
	return uploads === undefined
		? (await client.uploads.create(scope, file, options)).uuid
		: keptOrSent(client, scope, file, options, uploads);
}

async function keptOrSent(
	client: Uploader,
	scope: Scope,
	file: UploadFile,
	options: UploadOptions,
	uploads: UploadStore,
): Promise<string> {
	const { company_id, project_id = null } = scope;
	const sum = await sha256(file.blob);
	const key = JSON.stringify([company_id, project_id, file.name, sum]);
	const kept = await uploads.loadUpload(key);
	if (kept?.kind === "complete" && Date.now() < Date.parse(kept.at) + goodForMs)
		return kept.uuid;
	const { uuid } = await send(client, scope, file, kept, {
		...options,
		onState: (state) => uploads.saveUpload(key, { kind: "in_progress", state }),
	});
	const at = new Date().toISOString();
	await uploads.saveUpload(key, { kind: "complete", uuid, at });
	return uuid;
}

/** Goes on with what was begun; where the server has forgotten that by now, begins anew. */
async function send(
	client: Uploader,
	scope: Scope,
	file: UploadFile,
	kept: StoredUpload | null,
	options: UploadOptions,
): Promise<Upload> {
	if (kept?.kind === "in_progress") {
		try {
			const resume = kept.state;
			return await client.uploads.create(scope, file, { ...options, resume });
		} catch (error) {
			if (!isSignoffError(error) || !isRefusal(error.outcome.kind)) throw error;
		}
	}
	return client.uploads.create(scope, file, options);
}

function isRefusal(kind: string): boolean {
	return ["forbidden", "not_found", "invalid"].includes(kind);
}
