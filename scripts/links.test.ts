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
	["a heading of the same document", "# Here\n\n[x](#here)"],
	["a second heading of the same text", "# A\n\n# A\n\n[x](#a-1)"],
	["a named anchor", '<a id="there"></a>\n\n[x](#there)'],
	["a URL", "[x](https://example.com/a?b=c)"],
	["a definition", "[x]\n\n[x]: docs/there.md"],
	["a cited path", "See `docs/there.md` and `docs/*.md`."],
	[
		"links and paths in a fenced block",
		"```\n[x](nowhere.md) `docs/nowhere.md`\n```\n",
	],
	["a link shown as code", "`[x](nowhere.md)`"],
])("accepts %s", (_, text) => {
	expect(check(text)).toEqual([]);
});

test.each([
	["a missing file", "[x](docs/nowhere.md)", "docs/nowhere.md does not exist"],
	["a third heading of a text that has two", "# A\n\n# A\n\n[x](#a-2)", "#a-2"],
	["a missing heading", "[x](docs/there.md#elsewhere)", "has no such heading"],
	[
		"a missing definition",
		"[x]\n\n[x]: nowhere.md",
		"nowhere.md does not exist",
	],
	["a missing image", "![x](nowhere.png)", "nowhere.png does not exist"],
	["a malformed URL", "[x](https://)", "is not a valid URL"],
	[
		"a path outside the repository",
		"[x](../outside.md)",
		"points outside the repository",
	],
	[
		"a missing cited path",
		"See `docs/gone.md`.",
		"`docs/gone.md` does not exist",
	],
])("reports %s", (_, text, message) => {
	expect(check(text)).toEqual([expect.stringContaining(message)]);
});
