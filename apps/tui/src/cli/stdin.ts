import {
	type Issue,
	malformed,
	type Outcome,
	outcomes,
	parseSubmission,
	type Submission,
} from "@signoff/core";

/** The most that standard input may hold, in bytes: as much as the endpoint takes. */
const mostBytes = 1_048_576;

/** A submission from a whole JSON text, or the outcome that refuses it. */
export type FromStdin =
	| { kind: "parsed"; value: Submission }
	| { kind: "outcome"; outcome: Outcome };

/** Reads a whole submission as JSON. */
export async function submissionFrom(
	input: AsyncIterable<Buffer | string>,
): Promise<FromStdin> {
	const bytes = await readAll(input);
	if (bytes === null)
		return invalid([
			{
				code: "body_too_large",
				path: [],
				message: "Standard input holds more than 1 MiB.",
			},
		]);
	const value = parse(bytes);
	if (value === undefined)
		return invalid([malformed([], "Standard input is not valid JSON.")]);
	const parsed = parseSubmission(value);
	return parsed.kind === "parsed" ? parsed : invalid(parsed.issues);
}

async function readAll(
	input: AsyncIterable<Buffer | string>,
): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of input) {
		const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
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

function invalid(issues: Issue[]): FromStdin {
	return { kind: "outcome", outcome: outcomes.invalid(issues) };
}
