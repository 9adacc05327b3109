import { readFileSync } from "node:fs";
import { type Tokens, tokensSchema } from "@signoff/core/oauth";
import { validate } from "@signoff/core/validation";
import type { TokenStore } from "../auth/oauth/token-store.ts";
import { replaceFile } from "./atomic-write.ts";
import { withFileLock } from "./file-lock.ts";

/** Why a token file cannot be used, in a sentence for a person. What the file holds is never part of it. */
export class TokenFileError extends Error {
	override readonly name = "TokenFileError";
}

const longestWaitMs = 60_000;

/**
 * Keeps tokens in a file that only its owner may read, for any number of processes of one login: one of them renews,
 * the others take what it has stored. Beside it stands an empty file for the lock.
 *
 * @param path one file for each app, environment and person; its folder must be there
 * @throws {TokenFileError} where the file is there and cannot be read, or is no token file
 */
export function fileTokenStore(path: string): TokenStore {
	// Said at once, rather than by a call that is put off.
	read(path);
	return {
		load: async () => read(path),
		save: (tokens) => replaceFile(path, `${JSON.stringify(tokens)}\n`),
		lock: (work) =>
			withFileLock(
				`${path}.lock`,
				longestWaitMs,
				() => new TokenFileError("The token file is in use for too long."),
				work,
			),
	};
}

function read(path: string): Tokens | null {
	const text = textOf(path);
	if (text === null) return null;
	const tokens = validate(tokensSchema, json(text));
	if (tokens.kind === "parsed") return tokens.value;
	throw new TokenFileError(
		"The token file is damaged, or a file of something else: remove it, and log in again.",
	);
}

function textOf(path: string): string | null {
	try {
		return readFileSync(path, "utf8");
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "ENOENT")
			return null;
		throw new TokenFileError("The token file cannot be read.", { cause });
	}
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Why not would repeat what the file holds.
		return null;
	}
}
