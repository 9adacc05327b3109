import { chmodSync, mkdirSync, statSync } from "node:fs";
import { OutboxError } from "./outbox-error.ts";

/**
 * Creates the state directory if there is none, and takes access from all but its owner.
 *
 * @throws {OutboxError} if it cannot be created, or others keep access
 */
export function createStateDirectory(path: string): void {
	try {
		mkdirSync(path, { recursive: true, mode: 0o700 });
		if (modeOf(path) !== 0o700) chmodSync(path, 0o700);
	} catch (cause) {
		throw new OutboxError(
			`The state directory ${path} cannot be used (${reasonOf(cause)}). Nothing was sent. XDG_STATE_HOME chooses another place.`,
			{ cause },
		);
	}
}

function modeOf(path: string): number {
	// Modes mean nothing on Windows.
	return process.platform === "win32" ? 0o700 : statSync(path).mode & 0o777;
}

const reasons: Partial<Record<string, string>> = {
	EACCES: "permission denied",
	EPERM: "it belongs to another user",
	EROFS: "the file system is read-only",
	ENOSPC: "the disk is full",
	ENOTDIR: "a part of its path is not a folder",
	EEXIST: "it is not a folder",
};

function reasonOf(error: unknown): string {
	const code =
		error instanceof Error && "code" in error ? String(error.code) : "";
	return reasons[code] ?? (code || "unknown reason");
}
