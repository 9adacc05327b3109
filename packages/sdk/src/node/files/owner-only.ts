import {
	chmodSync,
	fchmodSync,
	fstatSync,
	type Stats,
	statSync,
} from "node:fs";

// Others may not read, write or execute; modes mean nothing on Windows.
const others = process.platform === "win32" ? 0 : 0o077;

/**
 * Takes the access to a file from all but its owner.
 *
 * @param file a path or a file descriptor. A file that SQLite has locked is given as a path: closing a descriptor of it
 * would release the lock
 * @returns false if others still have access: the file is another user's, or its file system has no permissions
 * @throws the system's error if there is no such file
 */
export function restrictToOwner(file: string | number): boolean {
	const stats = statsOf(file);
	if (!stats.isFile() || isRestricted(stats)) return true;
	const mode = stats.mode & 0o600;
	try {
		if (typeof file === "number") fchmodSync(file, mode);
		else chmodSync(file, mode);
	} catch {
		// Whatever the reason is, the mode shows the result.
	}
	return isRestricted(statsOf(file));
}

/** What a person can do if {@link restrictToOwner} returns false, after the file's name. */
export const othersHaveAccess =
	"can be read by other users, and its permissions cannot be changed here. As its owner, run `chmod 600` on it, or use a file in a folder of your own.";

function isRestricted({ mode }: Stats): boolean {
	return (mode & others) === 0;
}

function statsOf(file: string | number): Stats {
	return typeof file === "number" ? fstatSync(file) : statSync(file);
}
