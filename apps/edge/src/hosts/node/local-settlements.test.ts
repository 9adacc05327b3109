import { createFakeServer } from "@signoff/conformance/fake-server";
import type { Submission } from "@signoff/core";
import { expect, onTestFinished, test } from "vitest";
import type { LogEntry } from "../../observability/log.ts";
import { relayConfig } from "../../testing/relay.ts";
import {
	type ProxyLimit,
	startFaultProxy,
} from "../../testing/soak/fault-proxy.ts";
import {
	soakCompany,
	soakSubmissions,
} from "../../testing/soak/soak-company.ts";
import { isSubmit, startUpstream } from "../../testing/upstream-server.ts";
import { openRelayFile } from "./relay-file.ts";
import { relayOn } from "./serve-relay.ts";

const count = 120;
const principal = { id: "", token: "p0-token" };

function submissions(): Submission[] {
	const fake = createFakeServer({ fixture: soakCompany(1, count) });
	return soakSubmissions(1, count).map(({ instance: id, comment }) => ({
		...{ company_id: "4201", project_id: "77", id },
		response: {
			current_step_occurrence_id: fake.record(id).current_step?.id ?? "",
			...{ selected_response_option_id: "2000", comment },
		},
	}));
}

/** A data file of a process that accepted them all, and ended while their first requests were under way. */
async function accepted(limit: ProxyLimit) {
	const upstream = await startUpstream({ fixture: soakCompany(1, count) });
	const proxy = await startFaultProxy(upstream.url, limit);
	onTestFinished(proxy.close);
	const db = openRelayFile(null);
	const logged: LogEntry[] = [];
	const log = (entry: LogEntry): unknown => logged.push(entry);
	const options = { log, relay: relayConfig(upstream.url) };
	upstream.treat(({ path }) => (path.endsWith("/me") ? "answer" : "hold"));
	const first = await relayOn(db, options, null);
	const results = await Promise.all(
		submissions().map((submission) =>
			first.upstream.submit(principal, submission, {
				...{ isAsync: true, waitMs: 0 },
			}),
		),
	);
	expect(new Set(results.map(({ kind }) => kind))).toEqual(
		new Set(["accepted"]),
	);
	await first.stop();
	upstream.release();
	const relay = { ...options.relay, procoreUrl: proxy.url };
	return {
		...{ upstream, proxy, db, logged, arrived: upstream.received.length },
		async restart() {
			const second = await relayOn(db, { log, relay }, null);
			onTestFinished(async () => {
				await second.stop();
				db.close();
			});
		},
		/** How many settlements a condition holds for. */
		rows: (condition: string): unknown =>
			db
				.prepare(`SELECT count(*) AS n FROM settlements WHERE ${condition}`)
				.get()?.["n"],
		versions: () =>
			new Map(
				db
					.prepare("SELECT id, version FROM settlements")
					.all()
					.map(({ id, version }) => [id, version]),
			),
	};
}

test("settlements that wait at the start are taken up at the account's pace, each once", async () => {
	const limit = { requests: 100, windowMs: 1_000 };
	const { upstream, proxy, logged, arrived, restart, rows } =
		await accepted(limit);
	await restart();
	await expect.poll(() => rows("wake_at > 0"), { timeout: 20_000 }).toBe(0);
	const received = upstream.received.slice(arrived);
	expect(received.filter(isSubmit)).toHaveLength(count);
	for (const { id, response } of submissions())
		expect(upstream.record(id).responses).toMatchObject([
			{ comment: response.comment },
		]);
	expect(proxy.counts.limited.length).toBeLessThanOrEqual(1);
	expect(logged).toEqual([]);
});

test("while the limit blocks the account, the settlements that are not taken up stay as they are", async () => {
	const limit = { requests: 20, windowMs: 3_600_000 };
	const { proxy, restart, rows, versions } = await accepted(limit);
	const before = versions();
	await restart();
	// Those that were taken up and are not settled wait for the limit; how many they are depends on the machine.
	await expect
		.poll(() => rows(`wake_at > ${Date.now() + 300_000}`), { timeout: 20_000 })
		.toBeGreaterThan(0);
	const after = versions();
	const changed = [...after].filter(
		([id, version]) => version !== before.get(id),
	);
	expect(changed.length).toBeLessThanOrEqual(64 + limit.requests);
	// Of the requests that were under way when the limit was reached, some may be refused.
	const { requests, limited } = proxy.counts;
	expect(requests - limited.length).toBeLessThanOrEqual(limit.requests);
	expect(limited.length).toBeLessThanOrEqual(1);
});
