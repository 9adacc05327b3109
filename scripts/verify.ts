// Everything that is checked beside the tests, one script after the other, with a summary at the end.
import { pnpm, root } from "./lib/repository.ts";
import { run } from "./lib/run.ts";

const steps: [script: string, what: string][] = [
	["lint", "lint rules and format"],
	["typecheck", "types"],
	["knip", "unused files, exports and dependencies"],
	["links", "links and cited paths in documents"],
	["equality", "docs/equality.md is what the last test run saw"],
	["build", "builds"],
	[
		"size",
		"the bundle of createClient, bearer and respond keeps to its budget",
	],
	["packages", "publint and attw on the packed packages"],
	["consumer", "the packed packages installed, imported, run and type-checked"],
];

const [command, ...args] = pnpm();
const failed: string[] = [];
for (const [script, what] of steps) {
	const began = performance.now();
	const { code, output } = await run(command, [...args, "run", script], root);
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	console.log(
		`${code === 0 ? "ok    " : "FAILED"} ${script.padEnd(10)} ${what} (${seconds} s)`,
	);
	if (code !== 0) {
		console.log(output);
		failed.push(script);
	}
}

console.log(
	failed.length === 0
		? `All ${steps.length} checks passed.`
		: `${failed.length} of ${steps.length} checks failed: ${failed.join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
