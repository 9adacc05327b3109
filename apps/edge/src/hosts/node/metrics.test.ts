import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readFixture } from "../../cli/read-fixture.ts";
import { createMetrics } from "../../observability/metrics.ts";
import { groupCommit } from "../../sql/group-commit.ts";
import { sendRequest, wireBody } from "../../testing/client.ts";
import { prefixes } from "../../testing/company.ts";
import { openDataFile } from "./data-file.ts";
import { type ServeOptions, serve } from "./serve.ts";
import { nodeSql } from "./sqlite.ts";

const minimal = join(
	import.meta.dirname,
	...["..", "..", "..", "fixtures", "minimal.json"],
);

async function start(options: Partial<ServeOptions>) {
	const fixture = await readFixture(minimal);
	const edge = await serve({ port: 0, fixture, log: () => {}, ...options });
	onTestFinished(edge.close);
	return edge;
}

/** The lines of the edge's own metrics that are not those of a bucket or a sum. */
function values(text: string): string[] {
	return text
		.split("\n")
		.filter((line) => /^signoff_/.test(line) && !/_(bucket|sum)/.test(line));
}

test("/metrics on its port counts requests, outcomes, durations and commits", async () => {
	const { url, metricsUrl } = await start({ metricsPort: 0 });
	const base = `${url}${prefixes.project}/instances`;
	const body = wireBody("1", "2000", { comment: "hunter2" });
	await sendRequest(`${base}/9001/responses`, { body });
	await sendRequest(`${base}/9001/responses`, { body });
	await sendRequest(`${url}/hunter2`);
	const reply = await sendRequest(metricsUrl ?? "", { token: null });
	expect([reply.status, reply.headers.get("Content-Type")]).toEqual([
		200,
		"text/plain; version=0.0.4; charset=utf-8",
	]);
	const route = `${"/rest/v2.0/companies/{company_id}/projects/{project_id}"}/workflows/instances/{id}/responses`;
	expect(values(reply.text)).toEqual([
		`signoff_requests_total{method="POST",route="${route}",status="204"} 2`,
		`signoff_requests_total{method="GET",route="none",status="404"} 1`,
		`signoff_outcomes_total{kind="recorded"} 1`,
		`signoff_outcomes_total{kind="unchanged"} 1`,
		"signoff_settlements_open 0",
		`signoff_request_duration_seconds_count{route="${route}"} 2`,
		`signoff_request_duration_seconds_count{route="none"} 1`,
		"signoff_commit_group_size_count 2",
		"signoff_commit_duration_seconds_count 2",
	]);
	expect(reply.text).toContain("process_cpu_seconds_total");
	expect(reply.text).not.toContain("hunter2");
	expect((await sendRequest(new URL("/", metricsUrl ?? "").href)).status).toBe(
		404,
	);
	// The edge's own port serves none, and requests for metrics are not counted.
	expect((await sendRequest(`${url}/metrics`)).status).toBe(404);
});

test("with a fixture's tokens, another host's name is a 421, as on the edge itself", async () => {
	const { metricsUrl } = await start({ metricsPort: 0 });
	const { port } = new URL(metricsUrl ?? "");
	const { get } = await import("node:http");
	const status = await new Promise((resolve) => {
		const options = { port, host: "127.0.0.1", path: "/metrics" };
		get({ ...options, headers: { Host: "other.example" } }, (response) => {
			response.resume();
			resolve(response.statusCode);
		});
	});
	expect(status).toBe(421);
});

test("without a port for metrics there are none", async () => {
	expect((await start({})).metricsUrl).toBeNull();
});

test("a port for metrics that is in use is named, and nothing is left open", async () => {
	const other = createServer();
	await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		other.close();
	});
	const address = other.address();
	if (address === null || typeof address === "string") throw new Error();
	await expect(start({ metricsPort: address.port })).rejects.toThrow(
		"The port for metrics is already in use",
	);
});

test("a fault of the storage is counted by its reason, and a group by its size", async () => {
	const metrics = createMetrics();
	const sql = nodeSql(openDataFile(null));
	const commit = groupCommit(sql, metrics.onCommit);
	await Promise.allSettled([...[1, 2, 3].map(() => commit(() => {}))]);
	await Promise.allSettled([
		commit(() => {
			throw new Error("alone");
		}),
	]);
	metrics.onRequest({
		...{ requestId: "", method: "GET", route: "/readyz", status: 503 },
		...{
			companyId: null,
			instanceId: null,
			keyId: null,
			outcome: null,
			durationMs: 1,
		},
		fault: "disk_full",
	});
	const text = await metrics.text();
	expect(text).toContain(`signoff_storage_faults_total{fault="disk_full"} 1`);
	expect(text).toContain("signoff_commit_group_size_sum 3\n");
	expect(text).toContain("signoff_commit_group_size_count 1\n");
});
