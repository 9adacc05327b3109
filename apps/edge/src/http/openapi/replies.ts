import { outcomeToHttp } from "@signoff/core";
import { httpStatusOf, problemBody } from "@signoff/core/outcome";
import { type Level, otherOutcomes, submissionExamples } from "./examples.ts";
import { type HeaderName, headerObjects } from "./headers.ts";
import { type JsonSchema, schemaRef } from "./json-schema.ts";
import type { SuccessReply } from "./operations.ts";

/** The headers of an error, by status. */
const errorHeaders: Partial<Record<number, readonly HeaderName[]>> = {
	401: ["WWW-Authenticate"],
	405: ["Allow"],
	429: ["Retry-After"],
	503: ["Retry-After"],
};

/** A submission may be sent again. A creation may not, so its 504 does not say when. */
const submissionHeaders: Partial<Record<number, readonly HeaderName[]>> = {
	...errorHeaders,
	504: ["Retry-After"],
};

/** What an error of a status means beyond its title. */
const errorMeanings: Partial<Record<number, string>> = {
	408: "The request was not sent within 30 s; on Node.",
	405: "The path has no such method; `Allow` has those that it has.",
	421: "With a fixture's tokens, only requests to loopback and the public URL are served.",
	431: "The headers and the target take more than 16 KiB; on Node.",
	500: "An unexpected error. It is not certain whether anything was recorded.",
};

/** A reply without an error. */
export function successReply({
	description,
	schema,
	headers = [],
	optionalHeaders = [],
	example,
}: SuccessReply): JsonSchema {
	const content = { schema, ...(example === undefined ? {} : { example }) };
	return {
		description,
		headers: headerObjects(headers, optionalHeaders),
		...(schema === null ? {} : { content: { "application/json": content } }),
	};
}

/**
 * A reply with an error.
 *
 * @param level the level of a submission, whose outcomes are shown as examples; `null` for other operations
 */
export function errorReply(status: number, level: Level | null): JsonSchema {
	const examples = level === null ? {} : outcomeExamples(status, level);
	const { [status]: headers = [] } =
		level === null ? errorHeaders : submissionHeaders;
	const hasExamples = Object.keys(examples).length > 0;
	return {
		description: errorMeanings[status] ?? `${problemBody(status, "").title}.`,
		headers: headerObjects(headers),
		content: {
			"application/problem+json": {
				schema: schemaRef("Problem"),
				...(hasExamples ? { examples } : {}),
			},
		},
	};
}

/** The outcomes that have a status, as bodies: those of the examples of requests have the same names. */
function outcomeExamples(status: number, level: Level): JsonSchema {
	const examples = [
		...Object.values(submissionExamples[level]),
		...otherOutcomes,
	];
	return Object.fromEntries(
		examples
			.filter(({ outcome }) => httpStatusOf(outcome) === status)
			.map(({ summary, outcome }) => {
				const { body } = outcomeToHttp(outcome, exampleNow);
				const value = { ...body, instance: exampleRequest };
				return [outcome.kind, { summary, value }];
			}),
	);
}

const exampleNow = Date.UTC(2026, 10, 26, 11, 59, 55);
const exampleRequest = "urn:uuid:0b3c1f1e-6d0a-4f6e-9f55-0e5a2d9f6f0d";
