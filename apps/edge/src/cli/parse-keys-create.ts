import * as z from "zod/mini";
import {
	keyCompanies,
	keyName,
	keyProjects,
	keyResponseTypes,
} from "../api-keys/record.ts";
import { durationForm, parseDuration } from "../config/duration.ts";
import { orNull, parsed } from "../config/schemas.ts";

/** The options of `keys create`. */
export type KeysCreateOptions = {
	name: string;
	companies: string[];
	projects: string[];
	responseTypes: string[];
	/** Milliseconds from now; `null` for a key that does not expire. */
	expiresInMs: number | null;
};

/** Flags by name; a list for those that may be given several times. */
export type GivenFlags = Partial<Record<string, string | readonly string[]>>;

const schema = z.object({
	name: keyName,
	company: keyCompanies,
	project: keyProjects,
	"response-type": keyResponseTypes,
	expires: orNull(
		parsed(
			(text) => parseDuration(text) ?? undefined,
			`must be ${durationForm}, at most 36500d`,
		),
	),
});

/** Reads the options of `keys create`, or lists what is missing or not valid, one sentence each. */
export function parseKeysCreate(
	flags: GivenFlags,
): KeysCreateOptions | { problems: string[] } {
	const given = { project: [], "response-type": [], ...flags };
	const { data, error } = schema.safeParse(given, { error: missing });
	if (data === undefined) {
		const problems = error.issues.map(
			({ path, message }) => `\`--${String(path[0])}\` ${message}.`,
		);
		return { problems: [...new Set(problems)] };
	}
	return {
		name: data.name,
		companies: unique(data.company),
		projects: unique(data.project),
		responseTypes: unique(data["response-type"]),
		expiresInMs: data.expires,
	};
}

/** The message for a flag that is required and not given. */
function missing({ input }: z.core.$ZodRawIssue): string | undefined {
	return input === undefined ? "is missing" : undefined;
}

function unique(values: readonly string[]): string[] {
	return [...new Set(values)];
}
