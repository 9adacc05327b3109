import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../..");

/** The static imports of a file, transitive: what a bundler includes. */
function staticImports(file: string, found = new Set<string>()): Set<string> {
	if (found.has(file)) return found;
	found.add(file);
	const text = readFileSync(file, "utf8");
	const imports = /^(?:import|export) (?!type\b)[^;]*?from "([^"]+)";/gm;
	for (const [, from = ""] of text.matchAll(imports))
		if (from.startsWith(".")) staticImports(join(dirname(file), from), found);
		else found.add(from);
	return found;
}

test("a bundle with a bearer token does not contain the login flows", () => {
	const files = [
		...staticImports(join(folder, "client.ts")),
		...staticImports(join(folder, "auth/auth.ts")),
	];
	expect(files).toContain(join(folder, "settlement/respond.ts"));
	expect(files.filter((file) => file.includes("/oauth/"))).toEqual([]);
});
