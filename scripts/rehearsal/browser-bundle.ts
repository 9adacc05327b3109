import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { stopServer } from "../lib/server.ts";
import { assert } from "./checks.ts";
import { command } from "./command.ts";
import { startEdge } from "./use-together.ts";

const page = `import { bearer, createClient } from "@signoff/sdk";
import { approve } from "./approve-step.ts";
export const run = async (baseUrl) => approve(createClient({ baseUrl, auth: bearer("ada-token") }), { company_id: "4201", project_id: "77" }, "9001");
`;

/**
 * Bundles the sdk for browsers, as a web application does, and runs the bundle. esbuild fails if a module of Node.js is
 * left in it.
 */
export async function checkBrowserBundle(
	folder: string,
	edgeFolder: string,
): Promise<void> {
	writeFileSync(join(folder, "page.js"), page);
	const outdir = join(folder, "bundle");
	await build({
		absWorkingDir: folder,
		entryPoints: ["page.js"],
		bundle: true,
		splitting: true,
		format: "esm",
		platform: "browser",
		minify: true,
		outdir,
		outExtension: { ".js": ".mjs" },
		logLevel: "silent",
	});
	for (const file of globSync("*.mjs", { cwd: outdir })) {
		const text = readFileSync(join(outdir, file), "utf8");
		assert(!text.includes('"node:'), `${file} imports a module of Node.js.`);
	}
	const edge = await startEdge(edgeFolder, process.execPath, ["9001"]);
	try {
		const code = `import { run } from "./page.mjs"; console.log(await run(${JSON.stringify(edge.url)}));`;
		const flags = ["--input-type=module", "--eval", code];
		const output = await command(process.execPath, flags, outdir);
		assert(output.includes("is on record"), `The bundle printed: ${output}`);
	} finally {
		await stopServer(edge);
	}
}
