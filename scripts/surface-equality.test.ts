import { behaviours, runsInForm } from "@signoff/conformance";
import { expect, test } from "vitest";
import { markdownTables } from "./lib/markdown-tables.ts";
import {
	equalityDocument,
	type ObservedBehaviour,
	surfaces,
} from "./vitest/surface-equality-table.ts";

const optionForms = ["id", "name"] as const;

/** Every behaviour on every surface in every form, each recorded. */
const observed: ObservedBehaviour[] = surfaces.flatMap(([surface, form]) => {
	const applicable = behaviours.filter((each) =>
		runsInForm(each, form, { optionForms }),
	);
	return applicable.map(({ name }) => ({
		...{ surface, form, behaviour: name, kind: "recorded" },
		applicable: applicable.length,
	}));
});

test("each form of a surface is a column, and every run is counted", () => {
	const document = equalityDocument(observed) ?? "";
	expect(document).toContain(
		`In all, **${observed.length} of ${observed.length}** runs of ${behaviours.length} behaviours agree.`,
	);
	const [counts, kinds] = markdownTables(document);
	expect(counts?.header).toContain("the command line, by name");
	expect(counts?.header).toHaveLength(surfaces.length + 1);
	expect(kinds?.rows).toHaveLength(behaviours.length);
	const malformed = kinds?.rows.find(
		([name]) => name === "an empty option is refused",
	);
	expect(malformed?.filter((cell) => cell === "·")).toHaveLength(5);
});

test("a run that is missing is missing in the count", () => {
	const document = equalityDocument(observed.slice(1)) ?? "";
	expect(document).toContain(
		`**${observed.length - 1} of ${observed.length}** runs`,
	);
});

test("there is no document without all surfaces in all forms", () => {
	const withoutNames = observed.filter(
		({ surface, form }) => surface !== "the command line" || form === "id",
	);
	expect(equalityDocument(withoutNames)).toBeNull();
});
