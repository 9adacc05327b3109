import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeBlocks } from "../lib/code-blocks.ts";
import { root } from "../lib/repository.ts";
import { stopServer } from "../lib/server.ts";
import { assert } from "./checks.ts";
import { startEdge } from "./use-together.ts";

const response = {
	current_step_occurrence_id: "1",
	selected_response_option_id: "2000",
};
const headers = {
	Authorization: "Bearer ada-token",
	"Content-Type": "application/json",
};

/** Bundles the example `inside-a-worker` as Wrangler does, and lets it answer a step in workerd. */
export async function checkSdkInWorker(
	folder: string,
	edgeFolder: string,
): Promise<void> {
	const edge = await startEdge(edgeFolder, process.execPath, ["9001"]);
	const config = join(root, "examples/inside-a-worker/wrangler.jsonc");
	writeFileSync(join(folder, "wrangler.jsonc"), readFileSync(config));
	try {
		await withWorker(folder, { SIGNOFF_BASE_URL: edge.url }, async (url) => {
			const submission = { company_id: "4201", project_id: "77", id: "9001" };
			const reply = await fetch(url, {
				method: "POST",
				headers,
				body: JSON.stringify({ ...submission, response }),
			});
			const body = await reply.text();
			assert(body.includes('"kind":"recorded"'), `The worker replied: ${body}`);
		});
	} finally {
		await stopServer(edge);
	}
}

/** Bundles the installed edge with the two files of its documentation, and records a response there, in workerd. */
export async function checkEdgeInWorker(folder: string): Promise<void> {
	const documentation = readFileSync(join(root, "docs/edge.md"), "utf8");
	for (const file of ["worker.ts", "wrangler.jsonc"]) {
		const block = codeBlocks(documentation).find(({ code }) =>
			code.startsWith(`// ${file}\n`),
		);
		assert(block !== undefined, `docs/edge.md does not contain ${file}.`);
		writeFileSync(join(folder, file), block.code);
	}
	const fixture = readFileSync(
		join(folder, "node_modules/@signoff/edge/fixtures/minimal.json"),
		"utf8",
	);
	await withWorker(folder, { SIGNOFF_FIXTURE: fixture }, async (url) => {
		const path =
			"rest/v2.0/companies/4201/projects/77/workflows/instances/9001/responses";
		const reply = await fetch(new URL(path, url), {
			method: "POST",
			headers: { ...headers, "Procore-Company-Id": "4201" },
			body: JSON.stringify({ response: { ...response, attachments: {} } }),
		});
		assert(
			reply.status === 204,
			`The edge replied ${reply.status}: ${await reply.text()}`,
		);
	});
}

/** Runs the worker of a folder's `wrangler.jsonc` in workerd while a callback runs. */
async function withWorker(
	folder: string,
	variables: Record<string, string>,
	callback: (url: URL) => Promise<void>,
): Promise<void> {
	Object.assign(process.env, {
		WRANGLER_SEND_METRICS: "false",
		WRANGLER_SEND_ERROR_REPORTS: "false",
		CLOUDFLARE_CF_FETCH_ENABLED: "false",
		WRANGLER_WRITE_LOGS: "false",
	});
	const { unstable_startWorker: startWorker } = await import("wrangler");
	const worker = await startWorker({
		config: join(folder, "wrangler.jsonc"),
		bindings: Object.fromEntries(
			Object.entries(variables).map(([name, value]) => [
				name,
				{ type: "plain_text" as const, value },
			]),
		),
		dev: {
			server: { hostname: "127.0.0.1", port: 0 },
			inspector: false,
			persist: false,
			watch: false,
			logLevel: "error",
		},
	});
	try {
		await callback(await worker.url);
	} finally {
		await worker.dispose();
	}
}
