import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs a callback with a new empty folder, and removes the folder afterwards. */
export async function inTemporaryFolder<T>(
	callback: (folder: string) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), "signoff-"));
	try {
		return await callback(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
