// Packs every published package and checks the tarball: its manifest (publint) and its types (attw).
import { join } from "node:path";
import { packAll } from "./lib/pack.ts";
import { root } from "./lib/repository.ts";
import { runProcess } from "./lib/run.ts";
import { inTemporaryFolder } from "./lib/temp-folder.ts";

const checks: [name: string, args: string[]][] = [
	["publint", ["--strict"]],
	["attw", ["--profile", "esm-only", "--no-emoji", "--format", "ascii"]],
];

await inTemporaryFolder(async (folder) => {
	for (const { name, tarball } of await packAll(folder)) {
		for (const [check, args] of checks) {
			const { code, output } = await runProcess(
				join(root, "node_modules/.bin", check),
				[tarball, ...args],
				root,
			);
			console.log(
				`${code === 0 ? "ok    " : "FAILED"} ${check.padEnd(7)} ${name}`,
			);
			if (code !== 0) {
				console.log(output);
				process.exitCode = 1;
			}
		}
	}
});
