import { closeSync, openSync, readFileSync } from "node:fs";
import { type Tokens, tokensSchema } from "@signoff/core/oauth";
import { validate } from "@signoff/core/validation";
import type { TokenStore } from "../auth/oauth/token-store.ts";
import {
	interruptedWrites,
	removeInterruptedWrites,
	writeFileAtomically,
} from "./files/atomic-write.ts";
import { type FileLock, ifUnlocked, withFileLock } from "./files/file-lock.ts";
import { followLinks, hasCode } from "./files/follow-links.ts";
import { othersHaveAccess, restrictToOwner } from "./files/owner-only.ts";

/** Why a token file cannot be used, in a sentence for a person. It never contains the file's content. */
export class TokenFileError extends Error {
	override readonly name = "TokenFileError";
}

const lockTimeoutMs = 60_000;

/**
 * Stores tokens in a file that only its owner may read, for any number of processes with one login: one of them
 * refreshes, the others use what it has stored. An empty file beside it is the lock. If the path is a symbolic link, the
 * file that it leads to is replaced, and the lock is beside that file. Access of others to an existing file is removed.
 *
 * @param path one file for each app, environment and person; its folder must exist
 * @throws {TokenFileError} if the file exists and cannot be read, is not a token file, or others may read it and that
 * cannot be changed
 */
export function fileTokenStore(path: string): TokenStore {
	// Fails here: inside a request, a failure would only cause a retry.
	readTokens(path);
	removeLeftovers(path);
	return {
		load: async () => readTokens(path),
		save: async (tokens) =>
			writeFileAtomically(followLinks(path), `${JSON.stringify(tokens)}\n`),
		lock: async (work) => {
			const file = followLinks(path);
			return withFileLock(lockOf(file), lockTimeoutMs, () => {
				removeInterruptedWrites(file);
				return work();
			});
		},
	};
}

function lockOf(file: string): FileLock {
	return {
		path: `${file}.lock`,
		error: (message) => new TokenFileError(message),
	};
}

/** Removes the tokens that a killed process has left, unless another one may be writing; then the next lock does. */
function removeLeftovers(path: string): void {
	try {
		const file = followLinks(path);
		if (interruptedWrites(file).length === 0) return;
		ifUnlocked(lockOf(file), () => removeInterruptedWrites(file));
	} catch {
		// The first lock reports what is wrong.
	}
}

function readTokens(path: string): Tokens | null {
	const text = readText(path);
	if (text === null) return null;
	const tokens = validate(tokensSchema, parseJson(text));
	if (tokens.kind === "parsed") return tokens.value;
	throw new TokenFileError(
		"The token file is damaged, or is not a token file: remove it, and log in again.",
	);
}

function readText(path: string): string | null {
	try {
		const file = openSync(path, "r");
		try {
			if (restrictToOwner(file)) return readFileSync(file, "utf8");
		} finally {
			closeSync(file);
		}
	} catch (cause) {
		if (hasCode(cause, "ENOENT")) return null;
		throw new TokenFileError("The token file cannot be read.", { cause });
	}
	throw new TokenFileError(`The token file ${othersHaveAccess}`);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's error would repeat the file's content.
		return null;
	}
}
