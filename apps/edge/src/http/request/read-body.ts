import type { Issue, ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";

/** The longest body that is read, in bytes. */
export const maxBodyBytes = 1_048_576;

/**
 * Reads a request's body as JSON. What is wrong comes in the order of refusals: content type (415), size (413),
 * then UTF-8 and JSON (400). Nothing that was sent is repeated.
 */
export async function readJson(
	request: Request,
): Promise<ParseResult<unknown>> {
	if (!isJson(request.headers.get("content-type"))) return invalid(notJson);
	const bytes = await readBytes(request);
	if (bytes === "too_large") return invalid(tooLarge);
	if (bytes === "broken_off")
		return invalid(malformedIssue([], "The body broke off."));
	try {
		return {
			kind: "parsed",
			value: JSON.parse(
				new TextDecoder("utf-8", { fatal: true }).decode(bytes),
			),
		};
	} catch {
		// Neither error is passed on: JSON.parse quotes what it read.
		return invalid(malformedIssue([], "The body is not valid JSON in UTF-8."));
	}
}

function isJson(contentType: string | null): boolean {
	return /^\s*application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i.test(
		contentType ?? "",
	);
}

async function readBytes(
	request: Request,
): Promise<ArrayBuffer | Uint8Array | "too_large" | "broken_off"> {
	const length = request.headers.get("content-length");
	try {
		// A length that is given is kept to by the host, so there is nothing to count.
		if (length !== null)
			return Number(length) > maxBodyBytes
				? "too_large"
				: await request.arrayBuffer();
		return await counted(request);
	} catch {
		return "broken_off";
	}
}

async function counted(request: Request): Promise<Uint8Array | "too_large"> {
	const bytes = await readUpTo(request, maxBodyBytes);
	return bytes.byteLength > maxBodyBytes ? "too_large" : bytes;
}

/** The body, or where it is longer than `most` bytes, a beginning that is longer too. Throws where it breaks off. */
export async function readUpTo(
	request: Request,
	most: number,
): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		chunks.push(chunk);
		if (size > most) break;
	}
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.byteLength;
	}
	return bytes;
}

function invalid(issue: Issue): ParseResult<never> {
	return { kind: "invalid", issues: [issue] };
}

const notJson: Issue = {
	code: "unsupported_media_type",
	path: ["headers", "Content-Type"],
	message: "`Content-Type` must be application/json.",
};

const tooLarge: Issue = {
	code: "body_too_large",
	path: [],
	message: "The body must not be longer than 1 MiB.",
};
