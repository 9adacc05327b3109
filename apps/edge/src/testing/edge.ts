import type { Fixture } from "@signoff/core/fixture";
import { onTestFinished } from "vitest";
import { loadFixture } from "../fixture/load.ts";
import { openDataFile } from "../hosts/node/data-file.ts";
import { listen } from "../hosts/node/listen.ts";
import { nodeSql } from "../hosts/node/sqlite.ts";
import { createApp } from "../http/app.ts";
import type { LogEntry } from "../observability/log.ts";
import { groupCommit } from "../sql/group-commit.ts";
import type { Sql } from "../sql/sql-database.ts";
import { embeddedUpstream } from "../upstreams/embedded/index.ts";
import { type Ledger, openLedger } from "../upstreams/embedded/ledger.ts";

/** The initial time of a test's clock, Unix milliseconds. */
export const testStart: number = Date.UTC(2026, 5, 1, 8);

/** A ledger in memory with the content of a fixture, and a clock that the test sets. */
export function testLedger(
	fixture: Fixture,
	sql: Sql = nodeSql(openDataFile(null)),
): Ledger & { clock: { at: number } } {
	const clock = {
		at: testStart,
		now: () => clock.at,
		uuid: () => crypto.randomUUID(),
	};
	const ledger = openLedger(sql, clock, groupCommit);
	const loaded = loadFixture(ledger, fixture);
	if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.issues));
	return { ...ledger, clock };
}

/** An edge on a real loopback socket, closed at the end of the test. */
export type TestEdge = {
	url: string;
	ledger: ReturnType<typeof testLedger>;
	logged: LogEntry[];
};

/** Starts an edge with the content of a fixture. */
export async function startEdge(fixture: Fixture): Promise<TestEdge> {
	const ledger = testLedger(fixture);
	const logged: LogEntry[] = [];
	const app = createApp({
		upstream: embeddedUpstream(ledger),
		log: (entry) => logged.push(entry),
		now: () => ledger.clock.at,
	});
	const { url, close } = await listen(app, "127.0.0.1", 0, {
		idleTimeoutMs: 0,
	});
	onTestFinished(close);
	return { url, ledger, logged };
}
