import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { markdownTables } from "./lib/markdown-tables.ts";
import { root } from "./lib/repository.ts";

const claims = readFileSync(join(root, "docs/claims.md"), "utf8");
const readme = readFileSync(join(root, "README.md"), "utf8");

test("each fault of README.md has a proof", () => {
	const faults = markdownTables(readme).find(({ header }) =>
		header.includes("What happens"),
	);
	const proven = markdownTables(claims).flatMap(({ rows }) =>
		rows.map(([claim]) => claim),
	);
	expect(faults?.rows.length).toBeGreaterThan(10);
	for (const [what] of faults?.rows ?? []) expect(proven).toContain(what);
});

test("each claim names a command, or a test that exists", () => {
	for (const { rows } of markdownTables(claims))
		for (const [claim, proof = ""] of rows)
			expect(proof, claim).toMatch(/`npx -y pnpm@|`\S+\.test\.ts`|`\.ci\/run`/);
});

test("each script that a proof runs exists", () => {
	const { scripts } = JSON.parse(
		readFileSync(join(root, "package.json"), "utf8"),
	);
	const named = [
		...claims.matchAll(/pnpm@[\d.]+ (?:run )?([a-z][a-z:]*)(?=[ `])/g),
	].map(([, script]) => script);
	expect(named.length).toBeGreaterThan(5);
	const builtIn = ["exec"];
	for (const script of named)
		expect([...Object.keys(scripts), ...builtIn]).toContain(script);
});
