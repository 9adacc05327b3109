import type { Outcome } from "./outcome.ts";
import { outcomeSchema } from "./schema.ts";

// In UTF-16 units. The error bodies of a Signoff server take at most 64 kB.
const maxJsonLength = 65_536;

/**
 * Parses an outcome that a server sent; `null` if it is none, or longer than 64 kB of JSON. Attempts that
 * are malformed or too long are dropped: they prove nothing.
 */
export function parseForeignOutcome(value: unknown): Outcome | null {
	if (typeof value !== "object" || value === null) return null;
	return parseBounded(value) ?? parseBounded({ ...value, attempts: [] });
}

/** Unknown fields are not counted: the schema leaves them out. */
function parseBounded(value: object): Outcome | null {
	const { data } = outcomeSchema.safeParse(value);
	return data !== undefined && JSON.stringify(data).length <= maxJsonLength
		? data
		: null;
}
