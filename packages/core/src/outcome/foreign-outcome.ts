import {
	boundIssues,
	boundText,
	maxPathLength,
	maxSentenceLength,
	maxWordLength,
} from "./bounds.ts";
import type { Outcome } from "./outcome.ts";
import { outcomeSchema } from "./schema.ts";

// The longest texts and lists by the key that they have in an outcome.
const maxLengths: ReadonlyMap<string, number> = new Map([
	["comment", 65_536],
	["message", maxSentenceLength],
	["name", maxSentenceLength],
	["concluded", maxSentenceLength],
	["attempts", 100],
	["path", maxPathLength],
]);

// An outcome has fewer keys in one object, and is not nested as deep.
const maxKeys = 20;
const maxDepth = 6;

/**
 * Parses an outcome that a server sent; `null` if it is none. Texts and lists are cut. Attempts that are malformed are
 * dropped: they prove nothing.
 */
export function parseForeignOutcome(value: unknown): Outcome | null {
	const bounded = boundJson(value, "", maxDepth);
	if (typeof bounded !== "object" || bounded === null) return null;
	const parsed = outcomeSchema.safeParse(bounded);
	if (parsed.success) return parsed.data;
	const others = outcomeSchema.safeParse({ ...bounded, attempts: [] });
	return others.success ? others.data : null;
}

/** Cuts every text and every list, and what is nested deeper than an outcome. */
function boundJson(value: unknown, key: string, depth: number): unknown {
	const maxLength = maxLengths.get(key) ?? maxWordLength;
	if (typeof value === "string") return boundText(value, maxLength);
	if (typeof value !== "object" || value === null) return value;
	if (depth === 0) return null;
	if (Array.isArray(value)) {
		const list: unknown[] =
			key === "issues" ? boundIssues(value) : value.slice(0, maxLength);
		return list.map((each) => boundJson(each, "", depth - 1));
	}
	return Object.fromEntries(
		Object.entries(value)
			.slice(0, maxKeys)
			.map(([name, each]) => [name, boundJson(each, name, depth - 1)]),
	);
}
