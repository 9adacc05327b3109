import type { Submission } from "@signoff/core";
import type { Client, UploadStore } from "@signoff/sdk";
import { attachFiles } from "@signoff/sdk/node";

/**
 * Uploads the files of rows. Rows that attach the same file wait for each other, so that it is sent once.
 *
 * @param uploads where uploads are stored, so that a file is sent once across runs too
 */
export function createUploader(
	client: Client,
	uploads: UploadStore,
	signal: AbortSignal,
): (submission: Submission, files: string[]) => Promise<Submission> {
	const running = new Map<string, Promise<unknown>>();

	async function attachOne(
		submission: Submission,
		path: string,
	): Promise<Submission> {
		const before = running.get(path);
		const attached = (before ?? Promise.resolve())
			.catch(() => {})
			.then(() => attachFiles(client, submission, [path], { signal, uploads }));
		running.set(path, attached);
		try {
			return await attached;
		} finally {
			if (running.get(path) === attached) running.delete(path);
		}
	}

	return async (submission, files) => {
		let attached = submission;
		for (const path of files) attached = await attachOne(attached, path);
		return attached;
	};
}
