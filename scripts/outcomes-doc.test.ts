import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
	exitCodes,
	type OutcomeKind,
	type OutcomeTraits,
	outcomeKinds,
	outcomeMeanings,
	outcomeTraits,
} from "@signoff/core";
import { httpStatusesOf } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import {
	type MarkdownTable,
	markdownTables,
	withoutBackticks,
} from "./lib/markdown-tables.ts";
import { root } from "./lib/repository.ts";

const byExitCode = outcomeKinds.toSorted((a, b) => exitCodes[a] - exitCodes[b]);
const traitNames = Object.keys(
	outcomeTraits.recorded,
) as (keyof OutcomeTraits)[];

/** What core says about a kind, in the words of a document's column; a status cell may say more than the statuses. */
const columns = new Map<string, (kind: OutcomeKind) => string>([
	["It is certain that", (kind) => outcomeMeanings[kind]],
	["HTTP", (kind) => httpStatusesOf(kind).join()],
	["Exit", (kind) => String(exitCodes[kind])],
	...traitNames.map((name): [string, (kind: OutcomeKind) => string] => [
		name,
		(kind) => (outcomeTraits[kind][name] ? "yes" : "no"),
	]),
]);

test.each([
	["README.md", ["kind", "It is certain that", "HTTP", "Exit"], outcomeKinds],
	[
		"docs/outcomes.md",
		["kind", "It is certain that", "HTTP", "Exit"],
		outcomeKinds,
	],
	["docs/outcomes.md", ["kind", ...traitNames], outcomeKinds],
	["apps/tui/README.md", ["Exit", "kind", "It is certain that"], byExitCode],
	["apps/edge/README.md", ["kind", "It is certain that", "HTTP"], outcomeKinds],
])("%s: the table of %j equals core", (file, names, kinds) => {
	const { header, rows } = findTable(file, names);
	const kindColumn = header.indexOf("kind");
	expect(rows.map((row) => kindOf(row[kindColumn]))).toEqual(kinds);
	for (const [name, written] of columns) {
		const column = header.indexOf(name);
		if (column === -1) continue;
		const cells = rows.map((row) => row[column] ?? "");
		expect(name === "HTTP" ? cells.map(statuses) : cells).toEqual(
			kinds.map(written),
		);
	}
});

test("the sdk's README says what to do after every kind", () => {
	const header = ["kind", "It is certain that", "What to do"];
	const { rows } = findTable("packages/sdk/README.md", header);
	expect(rows.flatMap(([kinds]) => kindOf(kinds).split(", "))).toEqual(
		outcomeKinds,
	);
});

test("core's README names every kind", () => {
	const [, list = ""] =
		/Its `kind` is one of (.+)\./.exec(read("packages/core/README.md")) ?? [];
	const named = [...list.matchAll(/`(\w+)`/g)].map(([, kind]) => kind);
	expect(named).toEqual(outcomeKinds);
});

function statuses(cell: string): string {
	return [...cell.matchAll(/\b[1-5]\d\d\b/g)].join();
}

function kindOf(cell = ""): string {
	return withoutBackticks(cell);
}

function read(file: string): string {
	return readFileSync(join(root, file), "utf8");
}

function findTable(file: string, header: readonly string[]): MarkdownTable {
	const tables = markdownTables(read(file));
	const found = tables.find((each) => each.header.join() === header.join());
	if (found === undefined)
		throw new Error(`${file} has no table with the columns ${header.join()}.`);
	return found;
}
