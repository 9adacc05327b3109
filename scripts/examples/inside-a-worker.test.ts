import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { unstable_startWorker as startWorker } from "wrangler";
import { startContractServer } from "./contract-server.ts";
import { copyExample } from "./example-folder.ts";

Object.assign(process.env, {
	WRANGLER_SEND_METRICS: "false",
	WRANGLER_SEND_ERROR_REPORTS: "false",
	CLOUDFLARE_CF_FETCH_ENABLED: "false",
	WRANGLER_WRITE_LOGS: "false",
});

const submission = {
	company_id: "4201",
	project_id: "77",
	id: "9001",
	response: {
		current_step_occurrence_id: "1",
		selected_response_option_id: "2000",
		comment: "Approved from chat.",
	},
};

test("inside a worker", { timeout: 60_000 }, async () => {
	const folder = copyExample("inside-a-worker");
	const server = await startContractServer(["9001"]);
	const url = await startExampleWorker(folder, server.url);
	const decide = (body: string, token?: string) =>
		fetch(url, {
			method: "POST",
			body,
			headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
		});
	const decision = JSON.stringify(submission);
	for (const kind of ["recorded", "unchanged"]) {
		const reply = await decide(decision, "ada-token");
		expect(await reply.json()).toMatchObject({ kind, outcome: { kind } });
	}
	const stranger = await decide(decision, "unknown-token");
	expect(await stranger.json()).toMatchObject({ kind: "unauthenticated" });
	expect((await decide(decision)).status).toBe(401);
	expect((await decide("{}", "ada-token")).status).toBe(400);
	expect((await decide("{", "ada-token")).status).toBe(400);
	expect((await fetch(url)).status).toBe(405);
});

/** Runs the example in workerd as `wrangler dev` does, with this API. */
async function startExampleWorker(folder: string, api: string): Promise<URL> {
	const worker = await startWorker({
		config: join(folder, "wrangler.jsonc"),
		bindings: { SIGNOFF_BASE_URL: { type: "plain_text", value: api } },
		dev: {
			server: { hostname: "127.0.0.1", port: 0 },
			inspector: false,
			persist: false,
			watch: false,
			logLevel: "error",
		},
	});
	onTestFinished(() => worker.dispose());
	return worker.url;
}
