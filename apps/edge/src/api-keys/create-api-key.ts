import { formatKey } from "./key-text.ts";
import type { ApiKeyRecord } from "./record.ts";
import { secretHash } from "./secret-hash.ts";

/** What a new key may do. */
export type ApiKeyOptions = {
	name: string;
	companies: readonly string[];
	/** @default [] */
	projects?: readonly string[];
	/** @default [] */
	responseTypes?: readonly string[];
	/** Unix milliseconds. @default null */
	expiresAt?: number | null;
};

/** A new key, which is not stored anywhere, and its record. */
export type CreatedApiKey = { key: string; record: ApiKeyRecord };

/** Creates a key with a random id and a secret of 32 random bytes. */
export async function createApiKey({
	name,
	companies,
	projects = [],
	responseTypes = [],
	expiresAt = null,
}: ApiKeyOptions): Promise<CreatedApiKey> {
	const id = Array.from(randomBytes(6), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
	const secret = toBase64Url(randomBytes(32));
	return {
		key: formatKey({ id, secret }),
		record: {
			id,
			hash: await secretHash(secret),
			name,
			companies: [...companies],
			projects: [...projects],
			response_types: [...responseTypes],
			expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
		},
	};
}

function randomBytes(count: number): Uint8Array {
	return crypto.getRandomValues(new Uint8Array(count));
}

function toBase64Url(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replace(/=+$/, "");
}
