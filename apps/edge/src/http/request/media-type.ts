import type { Issue } from "@signoff/core";
import { parse } from "content-type";

const encodings = new Set(["utf-8", "utf8"]);

/**
 * The issue of a body that is not JSON in UTF-8 without compression (415), by its headers; `null` if it is.
 * Parameters of the media type other than `charset` are ignored.
 */
export function mediaTypeIssue(headers: Headers): Issue | null {
	const { type, parameters } = parse(headers.get("Content-Type") ?? "");
	if (type !== "application/json") return notJson;
	if (!encodings.has((parameters["charset"] ?? "utf-8").toLowerCase()))
		return notUtf8;
	const encoding = headers.get("Content-Encoding")?.trim().toLowerCase() ?? "";
	return encoding === "" || encoding === "identity" ? null : isEncoded;
}

const notJson = unsupported(
	"Content-Type",
	"`Content-Type` must be application/json.",
);

const notUtf8 = unsupported(
	"Content-Type",
	"The `charset` of `Content-Type` must be utf-8.",
);

const isEncoded = unsupported(
	"Content-Encoding",
	"The body must be sent without `Content-Encoding`.",
);

function unsupported(header: string, message: string): Issue {
	return { code: "unsupported_media_type", path: ["headers", header], message };
}
