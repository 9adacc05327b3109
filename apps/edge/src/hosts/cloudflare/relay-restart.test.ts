import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { sendRequest } from "../../testing/client.ts";
import { temporaryFolder } from "../../testing/edge-process.ts";
import {
	type CallTreatment,
	startUpstream,
	treating,
	unavailable,
} from "../../testing/upstream-server.ts";
import {
	eventually,
	locationOf,
	submit,
} from "../../testing/workerd/relay/submit.ts";
import { serveRelayWorker } from "../../testing/workerd/workerd-process.ts";

/** Accepts a submission, kills workerd when the upstream has received the submit, and starts it again. */
async function killDuring(treatment: CallTreatment) {
	const upstream = await startUpstream();
	const folder = await temporaryFolder();
	const vars = {
		SIGNOFF_UPSTREAM: "procore",
		SIGNOFF_PROCORE_URL: upstream.url,
		SIGNOFF_LOGIN_URL: upstream.url,
		SIGNOFF_PUBLIC_URL: "https://edge.example",
		SIGNOFF_COMPANIES: "4201",
		SIGNOFF_SEAL_KEY: randomBytes(32).toString("base64"),
	};
	const first = await serveRelayWorker(folder, vars);
	upstream.treat(treating("submit", treatment));
	const step = upstream.record("9201").current_step?.id ?? "";
	const options = { step, prefer: "respond-async" };
	const accepted = await submit(first.url, upstream, options);
	expect(accepted.status).toBe(202);
	await expect.poll(() => upstream.count("submit"), eventually).toBe(1);
	await first.kill();
	upstream.release();
	const { url } = await serveRelayWorker(folder, vars);
	const location = url + locationOf(accepted);
	return { upstream, url, location, step };
}

test("after kill -9 of workerd while the upstream is unavailable, the alarm settles the submission once", {
	// It waits for the lease of a process that is gone, a minute.
	timeout: 120_000,
}, async () => {
	const { upstream, location } = await killDuring(unavailable(4));
	await expect
		.poll(() => upstream.record("9201").responses.length, { timeout: 120_000 })
		.toBe(1);
	await expect
		.poll(
			async () => JSON.parse((await sendRequest(location)).text),
			eventually,
		)
		.toMatchObject({ state: "settled" });
	expect(upstream.record("9201").responses).toHaveLength(1);
});

test("after kill -9 of workerd, the same submission takes its settlement up at once", {
	timeout: 120_000,
}, async () => {
	const { upstream, url, location, step } = await killDuring("hold");
	expect((await submit(url, upstream, { step })).status).toBe(204);
	const settlement = await sendRequest(location);
	expect(JSON.parse(settlement.text)).toMatchObject({ state: "settled" });
	expect(upstream.record("9201").responses).toHaveLength(1);
});
