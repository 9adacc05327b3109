import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accepted, rejected } from "./boundaries/cases.ts";

const root = join(import.meta.dirname, "..");
let folder = "";
let messages = new Map<string, string>();

// Runs the linter once over all cases, in a folder with the repository's layout and rules.
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "signoff-boundaries-"));
	cpSync(join(root, "biome.json"), join(folder, "biome.json"));
	cpSync(join(root, "scripts/rules"), join(folder, "scripts/rules"), {
		recursive: true,
	});
	for (const [file, code] of [...rejected, ...accepted]) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), code);
	}
	messages = lint(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the linter rejects", () => {
	test.each(rejected)("%s", (file, _, message) => {
		expect(messages.get(file)).toContain(message);
	});
});

describe("the linter accepts", () => {
	test.each(accepted)("%s", (file) => {
		expect(messages.get(file)).toBeUndefined();
	});
});

test("no comment disables a rule", () => {
	const directives = [
		"biome" + "-ignore",
		"@ts" + "-ignore",
		"@ts" + "-expect-error",
		"@ts" + "-nocheck",
		"eslint" + "-disable",
	];
	const files = execFileSync("git", ["ls-files", "-z", "*.ts", "*.tsx"], {
		cwd: root,
		encoding: "utf8",
	});
	expect(files.split("\0").length).toBeGreaterThan(10);
	const found = spawnSync(
		"git",
		["grep", "-n", "-E", directives.join("|"), "--", "*.ts", "*.tsx"],
		{ cwd: root, encoding: "utf8" },
	);
	expect(found.stdout).toBe("");
});

type Report = {
	diagnostics: { message: unknown; location: { path: unknown } | null }[];
};

function lint(cwd: string): Map<string, string> {
	const biome = join(root, "node_modules/.bin/biome");
	// The cases have no package.json, so undeclared dependencies are not checked.
	const flags = [
		"lint",
		".",
		"--vcs-enabled=false",
		"--reporter=json",
		"--max-diagnostics=none",
		"--skip=correctness/noUndeclaredDependencies",
	];
	const { stdout } = spawnSync(biome, flags, { cwd, encoding: "utf8" });
	const { diagnostics }: Report = JSON.parse(stdout);
	const result = new Map<string, string>();
	for (const each of diagnostics) {
		const path = JSON.stringify(each.location?.path).replaceAll('"', "");
		result.set(
			path,
			`${result.get(path) ?? ""}${JSON.stringify(each.message)}\n`,
		);
	}
	return result;
}
