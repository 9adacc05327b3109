// Installs the packed packages in an empty folder with plain npm, as a user would: imports each, asks each command
// for its version, type-checks against their declarations, and runs the example against the installed edge.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decideWithExample } from "./consumer/example.ts";
import { type Packed, packAll } from "./lib/pack.ts";
import { root } from "./lib/repository.ts";
import { must } from "./lib/run.ts";
import { inTemporaryFolder } from "./lib/temp-folder.ts";

await inTemporaryFolder(async (tarballs) => {
	const packed = await packAll(tarballs);
	await inTemporaryFolder(async (folder) => {
		await install(packed, folder);
		for (const each of packed) {
			for (const module of each.modules) await importModule(module, folder);
			for (const bin of each.bins) await runBin(bin, each.version, folder);
		}
		await typeCheck(
			packed.flatMap(({ modules }) => modules),
			folder,
		);
		await decideWithExample(folder);
		console.log("ok     the example decides");
	});
});

async function install(packed: Packed[], folder: string): Promise<void> {
	// The last one's package.json is the one that counts; the code of all is type-checked.
	for (const example of [
		"inside-a-worker",
		"list-with-resume",
		"service-account",
		"with-a-file",
		"one-decision",
	])
		cpSync(join(root, "examples", example), folder, { recursive: true });
	const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
	const tarballs = packed.map(({ tarball }) => tarball);
	await must("npm", ["install", ...quiet, ...tarballs], folder);
	console.log(`ok     ${packed.length} packages install`);
}

async function importModule(module: string, folder: string): Promise<void> {
	const code = `await import("${module}")`;
	await must(process.execPath, ["--input-type=module", "--eval", code], folder);
	console.log(`ok     ${module} imports`);
}

async function runBin(
	bin: string,
	version: string,
	folder: string,
): Promise<void> {
	const said = await must(
		join(folder, "node_modules/.bin", bin),
		["--version"],
		folder,
	);
	if (!said.includes(version))
		throw new Error(`\`${bin} --version\` says ${said}`);
	console.log(`ok     ${bin} --version`);
}

async function typeCheck(modules: string[], folder: string): Promise<void> {
	const lines = modules.map(
		(module, index) =>
			`import * as m${index} from "${module}";\nvoid m${index};\n`,
	);
	writeFileSync(join(folder, "imports.ts"), lines.join(""));
	await must(join(folder, "node_modules/.bin/tsc"), [], folder);
	console.log("ok     they type-check");
}
