import type { IncomingMessage } from "node:http";
import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { boundedBytes } from "@signoff/core/validation/bounded-bytes";

/** A request's body. `incomplete`: the client disconnected before its end. */
export type Body =
	| { kind: "read"; text: string }
	| { kind: "too_large" }
	| { kind: "incomplete" };

/** The largest body that is accepted, in bytes. */
export const maxBodyBytes = 1_048_576;

/** Reads a body to its end. Nothing is kept of one that is too large. */
export async function readBody(
	request: IncomingMessage,
	maxBytes: number,
): Promise<Body> {
	const body = boundedBytes(maxBytes);
	let fits = true;
	try {
		for await (const chunk of request) fits = body.add(chunk);
	} catch {
		// The stream throws if its socket closes.
		return { kind: "incomplete" };
	}
	return fits
		? { kind: "read", text: Buffer.from(body.bytes()).toString("utf8") }
		: { kind: "too_large" };
}

/** Parses a body as JSON. */
export function parseJson(text: string): ParseResult<unknown> {
	try {
		return { kind: "parsed", value: JSON.parse(text) };
	} catch {
		// The parser's own message would repeat parts of the body.
		return {
			kind: "invalid",
			issues: [malformedIssue([], "The body is not JSON.")],
		};
	}
}
