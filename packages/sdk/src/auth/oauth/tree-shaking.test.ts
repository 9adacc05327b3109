import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../..");

/** The files that a file needs when it runs, and those that they need: what a bundler packs. */
function needed(file: string, found = new Set<string>()): Set<string> {
	if (found.has(file)) return found;
	found.add(file);
	const text = readFileSync(file, "utf8");
	const imports = /^(?:import|export) (?!type\b)[^;]*?from "([^"]+)";/gm;
	for (const [, from = ""] of text.matchAll(imports))
		if (from.startsWith(".")) needed(join(dirname(file), from), found);
		else found.add(from);
	return found;
}

test("who brings a token of their own packs no login, and no ky", () => {
	const files = [
		...needed(join(folder, "client.ts")),
		...needed(join(folder, "auth/auth.ts")),
	];
	expect(files).toContain(join(folder, "settlement/respond.ts"));
	expect(files.filter((file) => /\/oauth\/|^ky$/.test(file))).toEqual([]);
	expect([...needed(join(folder, "auth/oauth/refresh-token.ts"))]).toContain(
		"ky",
	);
});
