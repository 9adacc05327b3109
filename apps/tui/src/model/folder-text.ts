import { homedir } from "node:os";
import { dirname, sep } from "node:path";

/** The folder of a file as people write it: `~` for their home. */
export function folderText(path: string, home: string = homedir()): string {
	const folder = dirname(path);
	if (folder === home) return "~";
	return folder.startsWith(home + sep)
		? `~${folder.slice(home.length)}`
		: folder;
}
