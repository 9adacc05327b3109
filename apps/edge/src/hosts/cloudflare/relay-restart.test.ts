import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { temporaryFolder } from "../../testing/edge-process.ts";
import {
	startUpstream,
	type UpstreamCall,
	type UpstreamTreatment,
} from "../../testing/limited-upstream.ts";
import {
	eventually,
	locationOf,
	submit,
} from "../../testing/workerd/relay/submit.ts";
import { serveRelayWorker } from "../../testing/workerd/workerd-process.ts";

/** Accepts a submission, kills workerd when the upstream has received a call, and starts it again. */
async function killDuring(call: UpstreamCall, treatment: UpstreamTreatment) {
	const upstream = await startUpstream(company());
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
	upstream.treatments.set(call, treatment);
	const step = upstream.record("9201").current_step?.id ?? "";
	const options = { step, prefer: "respond-async" };
	const accepted = await submit(first.url, upstream, options);
	expect(accepted.status).toBe(202);
	await expect.poll(() => upstream.count(call), eventually).toBe(1);
	await first.kill();
	upstream.release();
	const { url } = await serveRelayWorker(folder, vars);
	const location = url + locationOf(accepted);
	return { upstream, url, location, step };
}

test.each<[call: UpstreamCall, treatment: UpstreamTreatment]>([
	// It waits for the lease of a process that is gone, a minute.
	["submit", "unavailable"],
])(
	"after kill -9 of workerd while the upstream treats %s as %s, the alarm settles the submission once",
	{
		timeout: 120_000,
	},
	async (call, treatment) => {
		const { upstream, location } = await killDuring(call, treatment);
		await expect
			.poll(() => upstream.record("9201").responses.length, {
				timeout: 120_000,
			})
			.toBe(1);
		await expect
			.poll(
				async () => JSON.parse((await sendRequest(location)).text),
				eventually,
			)
			.toMatchObject({ state: "settled" });
		expect(upstream.record("9201").responses).toHaveLength(1);
	},
);

test("after kill -9 of workerd, the same submission takes its settlement up at once", {
	timeout: 120_000,
}, async () => {
	const { upstream, url, location, step } = await killDuring("submit", "hold");
	expect((await submit(url, upstream, { step })).status).toBe(204);
	const settlement = await sendRequest(location);
	expect(JSON.parse(settlement.text)).toMatchObject({ state: "settled" });
	expect(upstream.record("9201").responses).toHaveLength(1);
});
