// Runs every check except the tests, and prints a summary.
import { pnpmCommand, root } from "./lib/repository.ts";
import { runProcess } from "./lib/run.ts";

type Check = [script: string, what: string];

/** Works on a copy, and waits for the network: it runs beside the others. */
const rehearsal: Check = [
	"release:rehearse",
	"a release to a registry on this machine, installed and used",
];

/** One after the other. */
const checks: Check[] = [
	["lint", "lint rules and format"],
	["typecheck", "types"],
	["knip", "unused files, exports and dependencies"],
	["folders", "no folders that import each other"],
	["links", "links and cited paths in documents"],
	[
		"reference:check",
		"docs/api matches the sources; every published function, class and type has a docstring",
	],
	["licences", "licences of what users install or run"],
	["equality", "docs/equality.md matches the last test run"],
	["build", "builds"],
	[
		"size",
		"the bundle of createClient, bearer and respond is within its budget",
	],
	["packages", "publint and attw on the packed packages"],
];

const [command, ...args] = pnpmCommand();
const failed: string[] = [];

async function run([script, what]: Check): Promise<void> {
	const startedAt = performance.now();
	const { code, output } = await runProcess(
		command,
		[...args, "run", script],
		root,
	);
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	console.log(
		`${code === 0 ? "ok    " : "FAILED"} ${script.padEnd(16)} ${what} (${seconds} s)`,
	);
	if (code === 0) return;
	console.log(output);
	failed.push(script);
}

async function runInTurn(): Promise<void> {
	for (const check of checks) await run(check);
}

await Promise.all([run(rehearsal), runInTurn()]);

const count = checks.length + 1;
console.log(
	failed.length === 0
		? `All ${count} checks passed.`
		: `${failed.length} of ${count} checks failed: ${failed.join(", ")}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
