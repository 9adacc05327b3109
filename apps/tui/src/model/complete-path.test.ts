import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { completePath } from "./complete-path.ts";

const home = mkdtempSync(join(tmpdir(), "signoff-"));
afterAll(() => rmSync(home, { recursive: true }));
mkdirSync(join(home, "drawings"));
for (const name of ["draft.pdf", "drawings/a b.pdf", ".hidden"])
	writeFileSync(join(home, name), "x");
const base = { home, cwd: home };

test.each<[typed: string, text: string, matches: string[]]>([
	["~", "~/", []],
	["~/d", "~/dra", ["draft.pdf", "drawings"]],
	["~/draf", "~/draft.pdf", ["draft.pdf"]],
	["draw", "drawings/", ["drawings"]],
	["drawings/", "drawings/a b.pdf", ["a b.pdf"]],
	["'drawings/a", "drawings/a b.pdf", ["a b.pdf"]],
	["drawings/a\\ ", "drawings/a b.pdf", ["a b.pdf"]],
	["~/.h", "~/.hidden", [".hidden"]],
	["nothing", "nothing", []],
	["nowhere/at/all", "nowhere/at/all", []],
])("%j becomes %j", (typed, text, matches) => {
	expect(completePath(typed, base)).toEqual({ text, matches });
});
