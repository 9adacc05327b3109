import { accessSync, constants, type Stats, statSync } from "node:fs";

/** Why a path cannot be attached. */
export type FileProblem =
	| "missing"
	| "directory"
	| "special"
	| "empty"
	| "unreadable";

/** A file that can be attached, with its size in bytes, or why there is none. */
export type AttachableFile =
	| { kind: "file"; size: number }
	| { kind: "problem"; problem: FileProblem };

/** Looks at the path of a file that is to be attached. Nothing is read of it. */
export function checkFile(path: string): AttachableFile {
	try {
		const stats = statSync(path);
		const found = problemOf(stats);
		if (found !== null) return problem(found);
		accessSync(path, constants.R_OK);
		return { kind: "file", size: stats.size };
	} catch (error) {
		return problem(isMissing(error) ? "missing" : "unreadable");
	}
}

function problemOf(stats: Stats): FileProblem | null {
	if (stats.isDirectory()) return "directory";
	if (!stats.isFile()) return "special";
	return stats.size === 0 ? "empty" : null;
}

function problem(found: FileProblem): AttachableFile {
	return { kind: "problem", problem: found };
}

function isMissing(error: unknown): boolean {
	const code = error instanceof Error && "code" in error ? error.code : null;
	return code === "ENOENT" || code === "ENOTDIR";
}

/** What is said about a path that cannot be attached, after what names it. */
export const fileProblemTexts: Record<FileProblem, string> = {
	missing: "does not exist",
	directory: "is a directory",
	special: "is not a regular file",
	empty: "is empty",
	unreadable: "cannot be read",
};
