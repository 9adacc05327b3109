// Installs the packed packages in an empty folder with plain npm, as a user would: imports each, asks each command
// for its version, type-checks against their declarations, and runs the example against the installed edge.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decideWithExample } from "./consumer/example.ts";
import { type Packed, packAll } from "./lib/pack.ts";
import { root } from "./lib/repository.ts";
import { must } from "./lib/run.ts";
import { inTemporaryFolder } from "./lib/temporary.ts";

await inTemporaryFolder(async (tarballs) => {
	const packed = await packAll(tarballs);
	await inTemporaryFolder((folder) => use(packed, folder));
});

async function use(packed: Packed[], folder: string): Promise<void> {
	cpSync(join(root, "examples/one-decision"), folder, { recursive: true });
	const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
	await must(
		"npm",
		["install", ...quiet, ...packed.map(({ tarball }) => tarball)],
		folder,
	);
	for (const { name, version, bins } of packed) {
		await must(
			process.execPath,
			["--input-type=module", "--eval", `await import("${name}")`],
			folder,
		);
		console.log(`ok     ${name} imports`);
		for (const bin of bins) {
			const said = await must(
				join(folder, "node_modules/.bin", bin),
				["--version"],
				folder,
			);
			if (!said.includes(version))
				throw new Error(`\`${bin} --version\` says ${said}`);
			console.log(`ok     ${bin} --version`);
		}
	}
	const imports = packed.map(
		({ name }, index) =>
			`import * as p${index} from "${name}";\nvoid p${index};\n`,
	);
	writeFileSync(join(folder, "imports.ts"), imports.join(""));
	await must(join(folder, "node_modules/.bin/tsc"), [], folder);
	console.log("ok     type-checks");
	await decideWithExample(folder);
	console.log("ok     the example decides");
}
