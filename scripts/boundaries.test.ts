import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clean, refused } from "./boundaries/cases.ts";

const root = join(import.meta.dirname, "..");
let folder = "";
let said = new Map<string, string>();

// One run of the linter over all of it, in a folder of the repository's shape with its rules.
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "signoff-boundaries-"));
	cpSync(join(root, "biome.json"), join(folder, "biome.json"));
	cpSync(join(root, "scripts/rules"), join(folder, "scripts/rules"), {
		recursive: true,
	});
	for (const [file, code] of [...refused, ...clean]) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), code);
	}
	said = lint(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the linter refuses", () => {
	test.each(refused)("%s", (file, _, says) => {
		expect(said.get(file)).toContain(says);
	});
});

describe("the linter lets be", () => {
	test.each(clean)("%s", (file) => {
		expect(said.get(file)).toBeUndefined();
	});
});

test("no rule is switched off where it applies", () => {
	const marks = [
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
		["grep", "-n", "-E", marks.join("|"), "--", "*.ts", "*.tsx"],
		{ cwd: root, encoding: "utf8" },
	);
	expect(found.stdout).toBe("");
});

type Report = {
	diagnostics: { message: unknown; location: { path: unknown } | null }[];
};

function lint(where: string): Map<string, string> {
	const biome = join(root, "node_modules/.bin/biome");
	// Which dependencies a package declares is not in question here.
	const flags = [
		"lint",
		".",
		"--vcs-enabled=false",
		"--reporter=json",
		"--max-diagnostics=none",
		"--skip=correctness/noUndeclaredDependencies",
	];
	const { stdout } = spawnSync(biome, flags, { cwd: where, encoding: "utf8" });
	const { diagnostics }: Report = JSON.parse(stdout);
	const words = new Map<string, string>();
	for (const each of diagnostics) {
		const path = JSON.stringify(each.location?.path).replaceAll('"', "");
		words.set(
			path,
			`${words.get(path) ?? ""}${JSON.stringify(each.message)}\n`,
		);
	}
	return words;
}
