import {
	malformedIssue,
	type ParseResult,
	validate,
} from "@signoff/core/validation";
import * as z from "zod/mini";

/** An API key as it is stored: what it may do, and the hash of its secret. */
export type ApiKeyRecord = {
	/** The part of the key that is no secret; unique among the records. */
	id: string;
	/** SHA-256 of the secret, in hexadecimal. */
	hash: string;
	/** For people: who has the key. */
	name: string;
	/** The companies that the key covers. */
	companies: string[];
	/** If there is one, the key covers these projects only, and not the company level. */
	projects: string[];
	/** The response types that the key may answer with; without one it may read only. */
	response_types: string[];
	/** An ISO 8601 time, with its offset from UTC; `null` for a key that does not expire. */
	expires_at: string | null;
};

/** The most records of one list. */
const maxRecords = 10_000;

const digits = z
	.string()
	.check(
		z.regex(/^[1-9][0-9]{0,39}$/, "must be an integer, written in digits"),
	);

/** Accepts the name of a key, in one line. */
export const keyName: z.ZodMiniType<string> = oneLine(200);

/** Accepts companies: a key without one would cover nothing. */
export const keyCompanies: z.ZodMiniType<string[]> = z
	.array(digits)
	.check(z.minLength(1), z.maxLength(1_000, "has more than 1000 items"));

/** Accepts projects. */
export const keyProjects: z.ZodMiniType<string[]> = z
	.array(digits)
	.check(z.maxLength(1_000, "has more than 1000 items"));

/** Accepts response types, for example `approve`. */
export const keyResponseTypes: z.ZodMiniType<string[]> = z
	.array(oneLine(100))
	.check(z.maxLength(100, "has more than 100 items"));

/** Accepts a record. Unknown fields are refused, since a misspelt one would be a limit that is not applied. */
const apiKeyRecord: z.ZodMiniType<ApiKeyRecord> = z.strictObject(
	{
		id: z
			.string()
			.check(
				z.regex(/^[A-Za-z0-9-]{1,32}$/, "must be letters, digits and dashes"),
			),
		hash: z
			.string()
			.check(z.regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal")),
		name: keyName,
		companies: keyCompanies,
		projects: keyProjects,
		response_types: keyResponseTypes,
		expires_at: z.nullable(
			z.iso.datetime({
				offset: true,
				error: "must be an ISO time with its offset, or null",
			}),
		),
	},
	{ error: unknownField },
);

const list = z.array(apiKeyRecord);

/** Parses a list of records. The issues name positions and fields, never what they contain. */
export function parseApiKeyRecords(
	input: unknown,
): ParseResult<ApiKeyRecord[]> {
	if (!Array.isArray(input)) return invalid("It must be a list of records.");
	if (input.length > maxRecords)
		return invalid(`It has more than ${maxRecords} records.`);
	const parsed = validate(list, input);
	return parsed.kind === "parsed" && hasDuplicates(parsed.value)
		? invalid("Two records have the same `id`.")
		: parsed;
}

function hasDuplicates(records: ApiKeyRecord[]): boolean {
	return new Set(records.map(({ id }) => id)).size < records.length;
}

function invalid(message: string): ParseResult<never> {
	return { kind: "invalid", issues: [malformedIssue([], message)] };
}

/** A text without control characters and line breaks. */
function oneLine(max: number): z.ZodMiniType<string> {
	const pattern = new RegExp(`^[^\\p{C}\\p{Zl}\\p{Zp}]{1,${max}}$`, "u");
	return z
		.string()
		.check(z.regex(pattern, `must be one line of 1 to ${max} characters`));
}

function unknownField({ code }: z.core.$ZodRawIssue): string | undefined {
	return code === "unrecognized_keys"
		? "has a field that a record does not have"
		: undefined;
}
