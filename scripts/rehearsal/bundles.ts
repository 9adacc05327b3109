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

/** Bundles the example `inside-a-worker` as Wrangler does, and runs it in workerd. */
export async function checkWorker(
	folder: string,
	edgeFolder: string,
): Promise<void> {
	Object.assign(process.env, {
		WRANGLER_SEND_METRICS: "false",
		WRANGLER_SEND_ERROR_REPORTS: "false",
		CLOUDFLARE_CF_FETCH_ENABLED: "false",
		WRANGLER_WRITE_LOGS: "false",
	});
	const { unstable_startWorker: startWorker } = await import("wrangler");
	const edge = await startEdge(edgeFolder, process.execPath, ["9001"]);
	const worker = await startWorker({
		entrypoint: join(folder, "worker.ts"),
		name: "inside-a-worker",
		compatibilityDate: "2026-08-04",
		bindings: { SIGNOFF_BASE_URL: { type: "plain_text", value: edge.url } },
		dev: {
			server: { hostname: "127.0.0.1", port: 0 },
			inspector: false,
			persist: false,
			watch: false,
			logLevel: "error",
		},
	});
	try {
		const response = await fetch(await worker.url, {
			method: "POST",
			headers: { Authorization: "Bearer ada-token" },
			body: JSON.stringify({
				company_id: "4201",
				project_id: "77",
				id: "9001",
				response: {
					current_step_occurrence_id: "1",
					selected_response_option_id: "2000",
				},
			}),
		});
		const body = await response.text();
		assert(body.includes('"kind":"recorded"'), `The worker replied: ${body}`);
	} finally {
		await worker.dispose();
		await stopServer(edge);
	}
}
