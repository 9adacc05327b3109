import { addAbortSignal, type Readable } from "node:stream";
import {
	type Issue,
	type ParseResult,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";

/** The most that standard input may hold, in bytes: as much as the endpoint takes. */
const mostBytes = 1_048_576;

/** Reads a whole submission as JSON. */
export async function submissionFrom(
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
		const value = parse(bytes);
		return value === undefined
			? invalid(malformedIssue([], "Standard input is not valid JSON."))
			: parseSubmission(value);
	} catch (error) {
		if (signal.aborted)
			return invalid(malformedIssue([], "Standard input was broken off."));
		throw error;
	}
}

async function readAll(input: Readable): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of input) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size > mostBytes) return null;
		chunks.push(bytes);
	}
	return Buffer.concat(chunks);
}

function parse(bytes: Buffer): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		return undefined;
	}
}

function invalid(issue: Issue): ParseResult<Submission> {
	return { kind: "invalid", issues: [issue] };
}
