import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, outcomeKinds } from "@signoff/core";
import { expect, test } from "vitest";

const text = readFileSync(
	join(import.meta.dirname, "../docs/outcomes.md"),
	"utf8",
);
const [table = ""] = text.split("\n## ");
const rows = [...table.matchAll(/^\| `(\w+)` .* \| (\d+) \|$/gm)];

test("the documented kinds and exit codes equal core's, in the same order", () => {
	expect(rows.map(([, kind, code]) => [kind, Number(code)])).toEqual(
		outcomeKinds.map((kind) => [kind, exitCodes[kind]]),
	);
});
