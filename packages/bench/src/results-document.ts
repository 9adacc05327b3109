import { readFileSync, writeFileSync } from "node:fs";

/** The document that holds the results of the last run. */
export const faultsDocument: URL = new URL(
	"../../../../../docs/faults.md",
	import.meta.url,
);

const begin = "<!-- begin: results -->";
const end = "<!-- end: results -->";

/** Writes the results between the document's markers. */
export function writeResults(results: string): void {
	const text = readFileSync(faultsDocument, "utf8");
	writeFileSync(faultsDocument, replaceResults(text, results));
}

/**
 * Replaces what is between the markers.
 *
 * @throws if a marker is missing
 */
export function replaceResults(text: string, results: string): string {
	const from = text.indexOf(begin);
	const to = text.indexOf(end);
	if (from < 0 || to < from)
		throw new Error("A marker of the results is missing.");
	return `${text.slice(0, from + begin.length)}\n\n${results}\n\n${text.slice(to)}`;
}
