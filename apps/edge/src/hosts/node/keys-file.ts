import { readFileSync } from "node:fs";
import { type JsonBytes, parseJsonBytes } from "@signoff/core/validation";
import { type ApiKeys, apiKeys } from "../../api-keys/api-keys.ts";
import { parseApiKeyRecords } from "../../api-keys/record.ts";
import type { Log } from "../../observability/log.ts";

/** The keys file cannot be used. The message is a sentence for a person, which never repeats the file's content. */
export class KeysFileError extends Error {
	override readonly name = "KeysFileError";
}

/** Options of {@link openKeysFile}. */
export type KeysFileOptions = {
	/** Receives a line when the file cannot be used any more. */
	log: Log;
	/** Milliseconds of a clock that is never set back. @default `performance.now` */
	monotonicNow?: () => number;
};

/** A change of the file is seen after at most this time. */
const checkIntervalMs = 1_000;

/**
 * Opens the file that holds the records of the API keys, and reads it again while the keys are used, at most once a
 * second. Every kind of change is seen, because the content is compared and not the file's times. A file that cannot be
 * used keeps the last valid records.
 *
 * @throws KeysFileError if the file cannot be read or its records are not valid
 */
export function openKeysFile(
	path: string,
	{ log, monotonicNow = () => performance.now() }: KeysFileOptions,
): ApiKeys {
	let bytes = readBytes(path);
	let keys = parseKeys(bytes);
	let problem: string | null = null;
	let checkedAt = monotonicNow();

	function refresh(): void {
		const next = readBytes(path);
		if (!next.equals(bytes)) {
			keys = parseKeys(next);
			bytes = next;
		}
		problem = null;
	}

	function current(): ApiKeys {
		if (monotonicNow() - checkedAt < checkIntervalMs) return keys;
		checkedAt = monotonicNow();
		try {
			refresh();
		} catch (error) {
			if (!(error instanceof KeysFileError)) throw error;
			if (error.message !== problem)
				log({
					level: "error",
					request_id: "",
					error: `${error.message} The last valid keys stay in use.`,
					at: [],
				});
			problem = error.message;
		}
		return keys;
	}

	return {
		verify: (token, now) => current().verify(token, now),
		find: (id) => current().find(id),
	};
}

function readBytes(path: string): Buffer {
	try {
		return readFileSync(path);
	} catch (error) {
		const code =
			error instanceof Error && "code" in error
				? String(error.code)
				: "unknown reason";
		throw new KeysFileError(`The keys file cannot be read (${code}).`, {
			cause: error,
		});
	}
}

const jsonProblems: Record<Exclude<JsonBytes["kind"], "parsed">, string> = {
	not_text: "is not text in UTF-8 or UTF-16",
	not_json: "is not valid JSON",
};

function parseKeys(bytes: Uint8Array): ApiKeys {
	const json = parseJsonBytes(bytes);
	if (json.kind !== "parsed")
		throw new KeysFileError(`The keys file ${jsonProblems[json.kind]}.`);
	const records = parseApiKeyRecords(json.value);
	if (records.kind === "invalid")
		throw new KeysFileError(
			`The keys file is not valid: ${records.issues.map(({ message }) => message).join(" ")}`,
		);
	return apiKeys(records.value);
}
