import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PublishedPackage } from "../lib/repository.ts";
import { assert } from "./checks.ts";
import { command } from "./command.ts";

/** Imports every module of an installed package, as an ES module and by `require`, and runs each of its commands. */
export async function usePackage(
	{ modules, bins }: PublishedPackage,
	version: string,
	folder: string,
	node: string,
): Promise<void> {
	const names = JSON.stringify(modules);
	const check = `if (Object.keys(module).length === 0) throw new Error(name + " exports nothing.");`;
	writeFileSync(
		join(folder, "import.mjs"),
		`for (const name of ${names}) { const module = await import(name); ${check} }\n`,
	);
	writeFileSync(
		join(folder, "require.cjs"),
		`for (const name of ${names}) { const module = require(name); ${check} }\n`,
	);
	for (const file of ["import.mjs", "require.cjs"])
		await command(node, [file], folder);
	for (const bin of bins) {
		const path = join(folder, "node_modules/.bin", bin);
		const output = await command(node, [path, "--version"], folder);
		assert(output.includes(version), `\`${bin} --version\` printed ${output}`);
	}
}

// An exported function for each package, and what is wrong with the argument: reading it throws.
const functions: Record<string, string> = {
	"@signoff/core": "describe",
	"@signoff/sdk": "createClient",
	"@signoff/conformance/fake-server": "createFakeServer",
	"@signoff/edge": "createApp",
	"@signoff/tui": "main",
};

/** Checks that the stack trace of an error within an installed package names the TypeScript source, with its line. */
export async function checkStackTrace(
	name: string,
	folder: string,
	node: string,
): Promise<void> {
	const [module, called] =
		Object.entries(functions).find(([each]) => each.startsWith(name)) ?? [];
	assert(called !== undefined, `No function of ${name} is called.`);
	const file = join(folder, "trace.mjs");
	writeFileSync(
		file,
		`import { ${called} } from "${module}";
const fail = () => { throw new Error("read"); };
try { await ${called}(new Proxy({}, { get: fail, ownKeys: fail })); } catch (error) { console.log(error.stack); }
`,
	);
	const stack = await command(node, ["--enable-source-maps", file], folder);
	assert(
		/\/src\/[\w/-]+\.ts:\d+:\d+/.test(stack),
		`The stack trace names no TypeScript source:\n${stack}`,
	);
}
