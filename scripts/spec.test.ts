import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { behaviours } from "@signoff/conformance";
import { describe, expect, test } from "vitest";
import { mutants } from "../packages/conformance/src/model-check/mutants.ts";
import { root } from "./lib/repository.ts";

const folder = "packages/core/src/settlement";
const spec = readFileSync(join(root, folder, "SPEC.md"), "utf8");
const invariantsSource = readFileSync(
	join(root, "packages/conformance/src/model-check/invariants.ts"),
	"utf8",
);

type Rule = {
	name: string;
	behaviours: string[];
	tests: string[];
	mutants: string[];
	/** Why no mutant breaks it; `null` if one does. */
	noMutant: string | null;
};

const rules: Rule[] = section("Rules")
	.split(/^### /m)
	.slice(1)
	.map((text) => ({
		name: /^R\w+/.exec(text)?.[0] ?? "",
		behaviours: listed(text, "Behaviours"),
		tests: listed(text, "Tests"),
		mutants: listed(text, "Mutants"),
		noMutant: /^- Mutants: none, because (.+)$/m.exec(text)?.[1] ?? null,
	}));

const real = {
	behaviours: behaviours.map(({ name }) => name),
	mutants: mutants.map(({ name }) => name),
	tests: globSync("*.test.ts", { cwd: join(root, folder) })
		.map((file) => basename(file))
		.filter((file) => file !== "spec.test.ts"),
};

describe.each(["behaviours", "mutants", "tests"] as const)("%s", (kind) => {
	const named = rules.flatMap((rule) => rule[kind]);

	test("each one that a rule names exists", () => {
		expect(named.filter((name) => !real[kind].includes(name))).toEqual([]);
	});

	test("each one belongs to a rule", () => {
		expect(real[kind].length).toBeGreaterThan(0);
		expect(real[kind].filter((name) => !named.includes(name))).toEqual([]);
	});
});

test("a behaviour, and a mutant, belongs to one rule only", () => {
	for (const kind of ["behaviours", "mutants"] as const) {
		const named = rules.flatMap((rule) => rule[kind]);
		expect(named.toSorted()).toEqual([...new Set(named)].toSorted());
	}
});

test("each rule has a behaviour or test, and a mutant or the reason for none", () => {
	const names = rules.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
	expect(names.length).toBeGreaterThan(8);
	const unproven = rules.filter(
		(rule) => rule.behaviours.length + rule.tests.length === 0,
	);
	const unbroken = rules.filter(
		(rule) => rule.mutants.length > 0 === (rule.noMutant !== null),
	);
	expect([unproven, unbroken]).toEqual([[], []]);
});

test("every rule that the text refers to exists", () => {
	const names = rules.map(({ name }) => name);
	const cited = [...spec.matchAll(/\bR\d+[a-d]?\b/g)].map(([name]) => name);
	expect(cited.filter((name) => !names.includes(name))).toEqual([]);
});

test("the invariants are those of the model check, numbered from 1", () => {
	const [union = ""] =
		/export type Invariant =[^;]+;/.exec(invariantsSource) ?? [];
	const checked = [...union.matchAll(/"(\w+)"/g)].map(([, name]) => name);
	const written = [
		...section("Invariants").matchAll(/^- \*\*I(\d+) `(\w+)`\*\*: /gm),
	];
	expect(written.map(([, , name]) => name)).toEqual(checked);
	expect(written.map(([, number]) => Number(number))).toEqual(
		checked.map((_, index) => index + 1),
	);
});

test("the assumptions are numbered from 1, and docs/outcomes.md has all of them", () => {
	const written = [
		...section("Assumptions").matchAll(/^- \*\*A(\d+)\*\* (.+)$/gm),
	];
	expect(written.map(([, number]) => Number(number))).toEqual(
		written.map((_, index) => index + 1),
	);
	const outcomes = readFileSync(join(root, "docs/outcomes.md"), "utf8");
	const [, assumptions = ""] = outcomes.split(/^## Assumptions$/m);
	const cited = [...assumptions.matchAll(/\(A(\d+)\)/g)].map(numberOf);
	expect(cited).toEqual(written.map((_, index) => index + 1));
});

function numberOf([, number]: RegExpExecArray): number {
	return Number(number);
}

/** The text of a section of the second level. */
function section(title: string): string {
	const [, text] = spec.split(new RegExp(`^## ${title}$`, "m"));
	return text?.split(/^## /m)[0] ?? "";
}

/** The names in backticks of a list item that begins with a label. */
function listed(text: string, label: string): string[] {
	const [, line = ""] =
		new RegExp(`^- ${label}: (\`.+)$`, "m").exec(text) ?? [];
	return [...line.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}
