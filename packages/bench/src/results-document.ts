import { readFileSync, writeFileSync } from "node:fs";

/** A document that holds the results of the last run. */
export type ResultsDocument = "faults.md" | "performance.md";

const begin = "<!-- begin: results -->";
const end = "<!-- end: results -->";

/** Where the document is. */
export function documentUrl(name: ResultsDocument): URL {
	return new URL(`../../../docs/${name}`, import.meta.url);
}

/** Writes the results between the document's markers. */
export function writeResults(name: ResultsDocument, results: string): void {
	const url = documentUrl(name);
	writeFileSync(url, replaceResults(readFileSync(url, "utf8"), results));
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
