// pnpm bench [PART …] [--json FILE] [--docs]: measures every figure that has a goal, prints one table, and writes the
// raw results into a file. `--docs` writes the table into docs/performance.md. Fails only if a part fails: on a busy
// machine a goal can be missed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMet } from "../../../../scripts/lib/figures.ts";
import { writeResults } from "../results-document.ts";
import { parts } from "./parts.ts";
import { newResults } from "./results.ts";
import { runPart } from "./run-part.ts";
import { markdownTables, textTable } from "./table.ts";

const { values, positionals } = parseArgs({
	options: {
		json: { type: "string", default: "bench-results.json" },
		docs: { type: "boolean", default: false },
	},
	allowPositionals: true,
});
const unknown = positionals.find(
	(name) => !parts.some((part) => part.name === name),
);
if (unknown !== undefined || (values.docs && positionals.length > 0)) {
	console.error(
		unknown === undefined
			? "`--docs` needs every part."
			: `There is no part \`${unknown}\`. The parts:\n${parts.map(({ name, what }) => `  ${name.padEnd(16)} ${what}`).join("\n")}`,
	);
	process.exit(2);
}
const chosen = parts.filter(
	({ name }) => positionals.length === 0 || positionals.includes(name),
);
const results = newResults();
const folder = mkdtempSync(join(tmpdir(), "signoff-bench-"));
try {
	if (chosen.some(({ built }) => built))
		execFileSync("turbo", ["run", "build"], {
			cwd: join(import.meta.dirname, "../../../.."),
			stdio: ["ignore", 2, 2],
		});
	for (const part of chosen) {
		console.error(`\n== ${part.name}: ${part.what}`);
		const { figures, ...run } = await runPart(part, folder);
		results.parts[part.name] = run;
		results.figures.push(...figures);
	}
} finally {
	rmSync(folder, { recursive: true });
}
writeFileSync(values.json, `${JSON.stringify(results, null, "\t")}\n`);
if (values.docs) writeResults("performance.md", markdownTables(results));

const { processors, platform } = results.machine;
console.log(
	`\n${textTable(results)}\n\nNode ${results.versions["node"]} on ${platform}, ${processors}. Raw results: ${values.json}`,
);
const goals = results.figures.filter(({ goal }) => goal !== undefined);
console.log(`${goals.filter(isMet).length} of ${goals.length} goals are met.`);
const failed = Object.entries(results.parts).filter(([, { ok }]) => !ok);
for (const [name] of failed) console.log(`The part ${name} failed.`);
process.exitCode = failed.length === 0 ? 0 : 1;
