import * as z from "zod/mini";
import { type ApiKeyRecord, parseApiKeyRecords } from "../api-keys/record.ts";
import { jsonOf, orNull } from "./schemas.ts";

/** The length of a seal key in bytes. */
const keyBytes = 32;

/** Accepts a secret text, or nothing. Secrets are set from files, so space around it is left out. */
export const secretOrNull: z.ZodMiniType<string | null> = orNull(
	z.transform((value, { issues }) => {
		const secret = typeof value === "string" ? value.trim() : "";
		if (/^[\x21-\x7e]+$/.test(secret)) return secret;
		issues.push({
			code: "custom",
			input: value,
			message: "must be a text of printable ASCII characters without spaces.",
		});
		return z.NEVER;
	}),
);

/** Accepts a seal key in base64, or nothing. */
export const sealKeyOrNull: z.ZodMiniType<Uint8Array<ArrayBuffer> | null> =
	orNull(
		z.transform((value, { issues }) => {
			const bytes = decodeBase64(value);
			if (bytes?.length === keyBytes) return bytes;
			issues.push({
				code: "custom",
				input: value,
				message: sealKeyProblem(bytes),
			});
			return z.NEVER;
		}),
	);

function sealKeyProblem(bytes: Uint8Array | null): string {
	if (bytes === null)
		return `is not base64: it must be ${keyBytes} bytes in base64.`;
	const size = bytes.length < keyBytes ? "short" : "long";
	return `is too ${size}: it must be ${keyBytes} bytes in base64.`;
}

/** The bytes of a base64 text, which may contain space; `null` for anything else. */
function decodeBase64(value: unknown): Uint8Array<ArrayBuffer> | null {
	try {
		const binary = atob(typeof value === "string" ? value : "\0");
		return Uint8Array.from(binary, (character) => character.charCodeAt(0));
	} catch {
		return null;
	}
}

/** Accepts records of API keys as JSON, or as a text that contains JSON; nothing is `null`. */
export const apiKeyRecordsOrNull: z.ZodMiniType<ApiKeyRecord[] | null> = orNull(
	z.transform((value, { issues }) => {
		const records = parseApiKeyRecords(jsonOf(value));
		if (records.kind === "parsed") return records.value;
		const reasons = records.issues.map(({ message }) => message).join(" ");
		issues.push({
			code: "custom",
			input: value,
			message: `is not a list of API key records: ${reasons}`,
		});
		return z.NEVER;
	}),
);
