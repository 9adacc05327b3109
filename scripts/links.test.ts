import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { brokenLinks } from "./lib/links.ts";

let root = "";

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "signoff-links-"));
	mkdirSync(join(root, "docs"));
	writeFileSync(join(root, "docs/there.md"), "# A heading, with `code`\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function check(text: string): string[] {
	writeFileSync(join(root, "a.md"), text);
	return brokenLinks(root, "a.md");
}

test.each([
	["a file", "[x](docs/there.md)"],
	["a folder", "[x](docs)"],
	["a heading", "[x](docs/there.md#a-heading-with-code)"],
	["a heading of its own", "# Here\n\n[x](#here)"],
	["an address", "[x](https://example.com/a?b=c)"],
	["a definition", "[x]\n\n[x]: docs/there.md"],
	["a cited path", "See `docs/there.md` and `docs/*.md`."],
	["what stands in a fence", "```\n[x](nowhere.md) `docs/nowhere.md`\n```\n"],
	["a link shown as code", "`[x](nowhere.md)`"],
])("lets %s be", (_, text) => {
	expect(check(text)).toEqual([]);
});

test.each([
	["a missing file", "[x](docs/nowhere.md)", "docs/nowhere.md does not exist"],
	["a missing heading", "[x](docs/there.md#elsewhere)", "has no such heading"],
	[
		"a missing definition",
		"[x]\n\n[x]: nowhere.md",
		"nowhere.md does not exist",
	],
	["a missing image", "![x](nowhere.png)", "nowhere.png does not exist"],
	["a broken address", "[x](https://)", "is not an address"],
	["a way out", "[x](../outside.md)", "leads out of the repository"],
	[
		"a cited path that is gone",
		"See `docs/gone.md`.",
		"`docs/gone.md` does not exist",
	],
])("finds %s", (_, text, says) => {
	expect(check(text)).toEqual([expect.stringContaining(says)]);
});
