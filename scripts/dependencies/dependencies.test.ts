import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../lib/repository.ts";
import { isAllowed } from "./allowed-licences.ts";
import { directDependencies, matching, reasonOf } from "./direct.ts";
import { reasons } from "./reasons.ts";
import { renderDependencies } from "./render.ts";
import { shippedPackages } from "./shipped.ts";

test("every direct dependency has a reason", () => {
	const without = directDependencies().filter(
		({ name }) => reasonOf(name) === null,
	);
	expect(without).toEqual([]);
});

test("every reason has a dependency", () => {
	const without = Object.keys(reasons).filter(
		(key) => matching(key).length === 0,
	);
	expect(without).toEqual([]);
});

test("docs/dependencies.md is up to date: `pnpm dependencies` writes it", () => {
	const page = readFileSync(join(root, "docs/dependencies.md"), "utf8");
	expect(page).toBe(renderDependencies());
});

test("what users install or run includes indirect and bundled packages", () => {
	const names = shippedPackages().map(({ name }) => name);
	expect(names).toEqual(
		expect.arrayContaining(["zod", "tdigest", "ink", "yoga-layout"]),
	);
	expect(names).not.toContain("typescript");
});

test.each([
	["MIT", true],
	["(MIT OR GPL-3.0-only)", true],
	["MIT AND Apache-2.0", true],
	["MIT AND GPL-3.0-only", false],
	["GPL-3.0-only", false],
	["none stated", false],
])("the licence %s: %s", (expression, expected) => {
	expect(isAllowed(expression)).toBe(expected);
});
