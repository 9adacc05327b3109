import { randomUUID } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Who may read the file. */
export type WriteOptions = {
	/** The file's permissions. @default 0o600: only its owner */
	mode?: number;
};

/**
 * Replaces the content of a file atomically; only its owner may read it, unless `mode` says otherwise. If the process or
 * the machine stops at any time, the file has the old content or the new one, complete; once this resolves, the new one.
 *
 * @param path not a symbolic link: the file would replace it
 */
export async function writeFileAtomically(
	path: string,
	text: string,
	{ mode = 0o600 }: WriteOptions = {},
): Promise<void> {
	const temporary = `${path}.${randomUUID()}.tmp`;
	try {
		await writeAndSync(temporary, text, mode);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncFolder(dirname(path));
}

async function writeAndSync(
	path: string,
	text: string,
	mode: number,
): Promise<void> {
	const file = await open(path, "wx", mode);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
}

/** A renamed file is durable once its folder is synced. Windows cannot open a folder, and does not need this. */
async function syncFolder(path: string): Promise<void> {
	if (process.platform === "win32") return;
	const folder = await open(path, "r");
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const temporaryEnd = new RegExp(`^\\.${uuid}\\.tmp$`);

/** The files that writers of a file have left because they were killed; `[]` if the folder cannot be read. */
export function interruptedWrites(path: string): string[] {
	const folder = dirname(path);
	const name = basename(path);
	try {
		return readdirSync(folder)
			.filter((each) => each.startsWith(name))
			.filter((each) => temporaryEnd.test(each.slice(name.length)))
			.map((each) => join(folder, each));
	} catch {
		return [];
	}
}

/**
 * Removes what killed writers of a file have left.
 *
 * @param before removes only files that were last written before this time, in Unix milliseconds. Without it no other
 * process may be writing the file. @default any
 */
export function removeInterruptedWrites(
	path: string,
	before: number = Number.POSITIVE_INFINITY,
): void {
	for (const each of interruptedWrites(path)) {
		const stats = statSync(each, { throwIfNoEntry: false });
		if (stats !== undefined && stats.mtimeMs < before)
			rmSync(each, { force: true });
	}
}
