// Installs the packed packages in an empty folder with npm, as a user would: imports each module, runs each command
// with --version, type-checks against the declarations, and runs an example against the installed edge.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkOneDecision } from "./consumer/example.ts";
import { type PackedPackage, packAll } from "./lib/pack.ts";
import { root } from "./lib/repository.ts";
import { runOrThrow } from "./lib/run.ts";
import { inTemporaryFolder } from "./lib/temp-folder.ts";

await inTemporaryFolder(async (tarballs) => {
	const packed = await packAll(tarballs);
	await inTemporaryFolder(async (folder) => {
		await install(packed, folder);
		for (const { modules, bins, version } of packed) {
			for (const module of modules) await importModule(module, folder);
			for (const bin of bins) await checkVersion(bin, version, folder);
		}
		await typeCheck(
			packed.flatMap(({ modules }) => modules),
			folder,
		);
		await checkOneDecision(folder);
		console.log("ok     the example records a response");
	});
});

async function install(packed: PackedPackage[], folder: string): Promise<void> {
	// Copied over each other: the last package.json is the one that is installed; all sources are type-checked.
	for (const example of [
		"inside-a-worker",
		"list-with-resume",
		"relay",
		"service-account",
		"test-with-fake-server",
		"with-a-file",
		"with-ky",
		"one-decision",
	])
		cpSync(join(root, "examples", example), folder, { recursive: true });
	const flags = ["--no-audit", "--no-fund", "--loglevel=error"];
	const tarballs = packed.map(({ tarball }) => tarball);
	await runOrThrow("npm", ["install", ...flags, ...tarballs], folder);
	console.log(`ok     ${packed.length} packages install`);
}

async function importModule(module: string, folder: string): Promise<void> {
	const code = `await import("${module}")`;
	const flags = ["--input-type=module", "--eval", code];
	await runOrThrow(process.execPath, flags, folder);
	console.log(`ok     ${module} imports`);
}

async function checkVersion(
	bin: string,
	version: string,
	folder: string,
): Promise<void> {
	const output = await runOrThrow(
		join(folder, "node_modules/.bin", bin),
		["--version"],
		folder,
	);
	if (!output.includes(version))
		throw new Error(`\`${bin} --version\` printed ${output}`);
	console.log(`ok     ${bin} --version`);
}

async function typeCheck(modules: string[], folder: string): Promise<void> {
	const lines = modules.map(
		(module, index) =>
			`import * as m${index} from "${module}";\nvoid m${index};\n`,
	);
	writeFileSync(join(folder, "imports.ts"), lines.join(""));
	await runOrThrow(join(folder, "node_modules/.bin/tsc"), [], folder);
	console.log("ok     all modules and examples type-check");
}
