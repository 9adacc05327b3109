import type { Issue, ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { boundedBytes } from "@signoff/core/validation/bounded-bytes";
import { hasMoreValues } from "./count-values.ts";
import { mediaTypeIssue } from "./media-type.ts";

/** The longest body that is accepted, in bytes. */
export const maxBodyBytes = 1_048_576;

/** The most values that a body may contain, which bounds the time that any body takes. */
const maxBodyValues = 10_000;

/**
 * Parses a request's body as JSON. Checks in the order of refusals: content type and encoding (415), size (413), then
 * UTF-8 and JSON (400). Issues never repeat the body.
 */
export async function readJson(
	request: Request,
): Promise<ParseResult<unknown>> {
	const mediaType = mediaTypeIssue(request.headers);
	if (mediaType !== null) return invalid(mediaType);
	const bytes = await readBytes(request);
	if (bytes === "too_large") return invalid(tooLarge);
	if (bytes === "incomplete")
		return invalid(malformedIssue([], "The body is incomplete."));
	if (hasMoreValues(bytes, maxBodyValues)) return invalid(tooManyValues);
	try {
		return {
			kind: "parsed",
			value: JSON.parse(decoder.decode(bytes)),
		};
	} catch {
		// The error is dropped, because the message of JSON.parse quotes its input.
		return invalid(malformedIssue([], "The body is not valid JSON in UTF-8."));
	}
}

const decoder = new TextDecoder("utf-8", { fatal: true });

async function readBytes(
	request: Request,
): Promise<Uint8Array | "too_large" | "incomplete"> {
	const length = request.headers.get("content-length");
	try {
		// The host enforces a declared length, so only a body without one has to be counted.
		if (length === null)
			return (await readUpTo(request, maxBodyBytes)) ?? "too_large";
		return Number(length) > maxBodyBytes
			? "too_large"
			: new Uint8Array(await request.arrayBuffer());
	} catch {
		return "incomplete";
	}
}

/** Reads a body; `null` if it is longer than `maxBytes`. Throws if the body is incomplete. */
async function readUpTo(
	request: Request,
	maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
	const body = boundedBytes(maxBytes);
	for await (const chunk of request.body ?? [])
		if (!body.add(chunk)) return null;
	return body.bytes();
}

function invalid(issue: Issue): ParseResult<never> {
	return { kind: "invalid", issues: [issue] };
}

const tooLarge: Issue = {
	code: "body_too_large",
	path: [],
	message: "The body must not be longer than 1 MiB.",
};

const tooManyValues: Issue = {
	code: "body_too_large",
	path: [],
	message: "The body must not contain more than 10,000 values.",
};
