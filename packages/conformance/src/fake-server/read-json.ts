import type { Issue, ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { boundedBytes } from "@signoff/core/validation/bounded-bytes";

const maxBodyBytes = 1_048_576;

/** Parses a request's body as JSON, in the order of refusals: content type (415), size (413), then UTF-8 and JSON (400). */
export async function readJson(
	request: Request,
): Promise<ParseResult<unknown>> {
	if (!isJson(request.headers.get("content-type"))) return invalid(notJson);
	const body = boundedBytes(maxBodyBytes);
	for await (const chunk of request.body ?? [])
		if (!body.add(chunk)) return invalid(tooLarge);
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(body.bytes());
		return { kind: "parsed", value: JSON.parse(text) };
	} catch {
		// The error is dropped, because the message of JSON.parse quotes its input.
		return invalid(malformedIssue([], "The body is not valid JSON in UTF-8."));
	}
}

function isJson(contentType: string | null): boolean {
	return /^\s*application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i.test(
		contentType ?? "",
	);
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
