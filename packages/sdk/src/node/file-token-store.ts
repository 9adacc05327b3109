import { readFileSync } from "node:fs";
import { type Tokens, tokensSchema } from "@signoff/core/oauth";
import { validate } from "@signoff/core/validation";
import type { TokenStore } from "../auth/oauth/token-store.ts";
import { writeFileAtomically } from "./atomic-write.ts";
import { withFileLock } from "./file-lock.ts";

/** Why a token file cannot be used, in a sentence for a person. It never contains the file's content. */
export class TokenFileError extends Error {
	override readonly name = "TokenFileError";
}

const lockTimeoutMs = 60_000;

/**
 * Stores tokens in a file that only its owner may read, for any number of processes with one login: one of them
 * refreshes, the others use what it has stored. An empty file beside it is the lock.
 *
 * @param path one file for each app, environment and person; its folder must exist
 * @throws {TokenFileError} if the file exists and cannot be read, or is not a token file
 */
export function fileTokenStore(path: string): TokenStore {
	// Fails here: inside a request, a failure would only cause a retry.
	readTokens(path);
	return {
		load: async () => readTokens(path),
		save: (tokens) => writeFileAtomically(path, `${JSON.stringify(tokens)}\n`),
		lock: (work) =>
			withFileLock(
				`${path}.lock`,
				lockTimeoutMs,
				() => new TokenFileError("The token file is locked for too long."),
				work,
			),
	};
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
		return readFileSync(path, "utf8");
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "ENOENT")
			return null;
		throw new TokenFileError("The token file cannot be read.", { cause });
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's error would repeat the file's content.
		return null;
	}
}
