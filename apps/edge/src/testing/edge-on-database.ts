import type { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { listen } from "../hosts/node/listen.ts";
import { nodeSql } from "../hosts/node/sqlite.ts";
import { createApp } from "../http/app.ts";
import type { LogEntry } from "../observability/log.ts";
import { groupCommit } from "../sql/group-commit.ts";
import { systemClock } from "../upstreams/embedded/clock.ts";
import { embeddedUpstream } from "../upstreams/embedded/index.ts";
import { openLedger } from "../upstreams/embedded/ledger.ts";
import { testStart } from "./edge.ts";

/** Serves the ledger of an open database, which the test controls, at a fixed time until the end of the test. */
export async function serveDatabase(
	db: DatabaseSync,
): Promise<{ url: string; logged: LogEntry[] }> {
	const now = (): number => testStart;
	const clock = { ...systemClock, now };
	const ledger = openLedger(nodeSql(db), clock, groupCommit);
	const logged: LogEntry[] = [];
	const app = createApp({
		upstream: embeddedUpstream(ledger),
		log: (entry) => logged.push(entry),
		now,
	});
	const { url, close } = await listen(app, "127.0.0.1", 0);
	onTestFinished(close);
	return { url, logged };
}
