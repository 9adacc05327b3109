import type { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import type { LogEntry } from "../../observability/log.ts";
import { parseProblem } from "../../testing/client.ts";
import { relayConfig } from "../../testing/relay.ts";
import { instance, sendTo, submitTo } from "../../testing/relay-client.ts";
import { isSubmit, startUpstream } from "../../testing/upstream-server.ts";
import { openRelayFile } from "./relay-file.ts";
import { relayOn } from "./serve-relay.ts";
import { serveUpstream } from "./serve-upstream.ts";

/** A relay on a database in memory, whose disk can be full. */
async function start() {
	const upstream = await startUpstream();
	const db: DatabaseSync = openRelayFile(null);
	const logged: LogEntry[] = [];
	const log = (entry: LogEntry): unknown => logged.push(entry);
	const options = { log, relay: relayConfig(upstream.url) };
	const relay = await serveUpstream(
		{ port: 0, logLevel: "error", ...options },
		() => relayOn(db, options, null),
	);
	onTestFinished(relay.close);
	const pages = (): number =>
		Number(db.prepare("PRAGMA page_count").get()?.["page_count"]);
	return {
		...{ upstream, relay, logged },
		fillDisk: () => db.exec(`PRAGMA max_page_count = ${pages()}`),
		freeDisk: () => db.exec("PRAGMA max_page_count = 1000000"),
	};
}

/** Longer than the pages that are there. */
const comment = "c".repeat(30_000);

test("a full disk before anything was sent is a 503 deferred, and nothing reaches Procore but reads", async () => {
	const { upstream, relay, logged, fillDisk, freeDisk } = await start();
	expect((await sendTo(relay, "/readyz")).status).toBe(200);
	fillDisk();
	for (const prefer of ["wait=20", "respond-async", "respond-async, wait=5"]) {
		const reply = await submitTo(relay, { comment, prefer });
		expect([reply.status, reply.headers.get("Retry-After")]).toEqual([
			503,
			expect.stringMatching(/^\d$/),
		]);
		expect(parseProblem(reply).outcome).toMatchObject({ kind: "deferred" });
	}
	expect(upstream.count("submit")).toBe(0);
	expect(new Set(logged.map(({ fault }) => fault))).toEqual(
		new Set(["disk_full"]),
	);
	const down = await sendTo(relay, "/readyz");
	expect([down.status, parseProblem(down).detail]).toEqual([
		503,
		"Not ready to take submissions: the disk is full.",
	]);
	freeDisk();
	expect((await sendTo(relay, "/readyz")).status).toBe(200);
	expect((await submitTo(relay, { comment })).status).toBe(204);
});

test("a disk that is full once the submit was sent is a 504 uncertain, and the same submission settles it", async () => {
	const { upstream, relay, fillDisk, freeDisk } = await start();
	upstream.treat((call) => {
		if (!isSubmit(call) || upstream.count("submit") > 1) return "answer";
		fillDisk();
		return "lose";
	});
	const reply = await submitTo(relay, { comment });
	expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
		504,
		"uncertain",
	]);
	freeDisk();
	expect((await submitTo(relay, { comment })).status).toBe(204);
	expect(upstream.record(instance).responses).toHaveLength(1);
});
