import { createFakeServer } from "@signoff/conformance/fake-server";
import type { Submission } from "@signoff/core";
import { expect, onTestFinished, test } from "vitest";
import type { LogEntry } from "../../observability/log.ts";
import { relayConfig } from "../../testing/relay.ts";
import { startFaultProxy } from "../../testing/soak/fault-proxy.ts";
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

test("settlements that wait at the start are taken up at the account's pace, each once", async () => {
	const upstream = await startUpstream({ fixture: soakCompany(1, count) });
	const proxy = await startFaultProxy(upstream.url, {
		...{ requests: 100, windowMs: 1_000 },
	});
	onTestFinished(proxy.close);
	const db = openRelayFile(null);
	const logged: LogEntry[] = [];
	const log = (entry: LogEntry): unknown => logged.push(entry);
	const relay = relayConfig(proxy.url);

	// A process that accepts them, and ends while their first requests are under way.
	upstream.treat(({ path }) => (path.endsWith("/me") ? "answer" : "hold"));
	const first = await relayOn(db, { log, relay }, null);
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
	const before = upstream.received.length;

	const second = await relayOn(db, { log, relay }, null);
	onTestFinished(async () => {
		await second.stop();
		db.close();
	});
	const open = (): unknown =>
		db
			.prepare("SELECT count(*) AS open FROM settlements WHERE wake_at > 0")
			.get();
	await expect.poll(open, { timeout: 20_000 }).toEqual({ open: 0 });
	const received = upstream.received.slice(before);
	expect(received.filter(isSubmit)).toHaveLength(count);
	for (const { id, response } of submissions())
		expect(upstream.record(id).responses).toMatchObject([
			{ comment: response.comment },
		]);
	expect(proxy.counts.limited.length).toBeLessThanOrEqual(1);
	expect(logged).toEqual([]);
});
