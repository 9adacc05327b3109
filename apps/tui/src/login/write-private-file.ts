import { randomUUID } from "node:crypto";
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Replaces a file as a whole. Only its owner may read it, or `mode` says who may. */
export async function writePrivateFile(
	path: string,
	text: string,
	mode = 0o600,
): Promise<void> {
	const temporary = `${path}.${randomUUID()}.tmp`;
	try {
		await writeFile(temporary, text, { mode, flag: "wx", flush: true });
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

/** Removes what killed writers of a file have left, which may have a secret. */
export async function removeInterrupted(path: string): Promise<void> {
	const folder = dirname(path);
	const start = `${basename(path)}.`;
	for (const name of await readdir(folder))
		if (name.startsWith(start) && name.endsWith(".tmp"))
			await rm(join(folder, name), { force: true });
}
