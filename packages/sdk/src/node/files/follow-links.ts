import { readlinkSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * The file that a path leads to, also if it does not exist yet: a file that replaces it there leaves symbolic links as
 * they are.
 *
 * @throws the system's error if the links are a loop, or a folder may not be searched
 */
export function followLinks(path: string): string {
	try {
		return realpathSync(path);
	} catch (error) {
		if (!hasCode(error, "ENOENT")) throw error;
	}
	const link = linkAt(path);
	return link === null
		? path
		: followLinks(resolve(realpathSync(dirname(path)), link));
}

function linkAt(path: string): string | null {
	try {
		return readlinkSync(path);
	} catch {
		// There is nothing, or no link.
		return null;
	}
}

/** True for a system error with this code. */
export function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && "code" in error && error.code === code;
}
