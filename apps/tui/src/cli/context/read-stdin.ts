import { addAbortSignal, type Readable } from "node:stream";
import {
	type Issue,
	type ParseResult,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { boundedBytes } from "@signoff/core/validation/bounded-bytes";

/** The most bytes that standard input may hold: the limit of the endpoint for a request body. */
const maxBytes = 1_048_576;

/** Reads a whole submission as JSON from standard input. */
export async function readSubmission(
	input: Readable,
	signal: AbortSignal,
): Promise<ParseResult<Submission>> {
	try {
		const bytes = await readAll(addAbortSignal(signal, input));
		if (bytes === null)
			return invalid({
				code: "body_too_large",
				path: [],
				message: "Standard input holds more than 1 MiB.",
			});
		const value = parseJson(bytes);
		return value === undefined
			? invalid(malformedIssue([], "Standard input is not valid JSON."))
			: parseSubmission(value);
	} catch (error) {
		if (signal.aborted)
			return invalid(
				malformedIssue([], "Reading standard input was interrupted."),
			);
		throw error;
	}
}

async function readAll(input: Readable): Promise<Uint8Array | null> {
	const collected = boundedBytes(maxBytes);
	for await (const chunk of input)
		if (!collected.add(Buffer.from(chunk))) return null;
	return collected.bytes();
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		return undefined;
	}
}

function invalid(issue: Issue): ParseResult<Submission> {
	return { kind: "invalid", issues: [issue] };
}
