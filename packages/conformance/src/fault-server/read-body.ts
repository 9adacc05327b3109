import type { IncomingMessage } from "node:http";
import type { ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";

/** A request's body. `gone`: the caller went away before its end. */
export type Body =
	| { kind: "read"; text: string }
	| { kind: "too_large" }
	| { kind: "gone" };

/** Reads a body to its end; of one that is too large, nothing is kept. */
export async function readBody(
	request: IncomingMessage,
	mostBytes: number,
): Promise<Body> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of request) {
			size += chunk.length;
			if (size > mostBytes) chunks.length = 0;
			else chunks.push(chunk);
		}
	} catch {
		// The stream fails where its socket ends: that is all there is to know.
		return { kind: "gone" };
	}
	if (size > mostBytes) return { kind: "too_large" };
	return { kind: "read", text: Buffer.concat(chunks).toString("utf8") };
}

/** What a body says, where it is JSON. */
export function parseJson(text: string): ParseResult<unknown> {
	try {
		return { kind: "parsed", value: JSON.parse(text) };
	} catch {
		// Why not would echo what was sent.
		return {
			kind: "invalid",
			issues: [malformedIssue([], "The body is not JSON.")],
		};
	}
}
