import { join } from "node:path";
import type { Submission } from "@signoff/core";
import { beginSettlement } from "@signoff/core/settlement";
import { openRelayFile } from "../hosts/node/relay-file.ts";
import { nodeSql } from "../hosts/node/sqlite.ts";
import { nextStored } from "../settlements/next-stored.ts";
import {
	type SqlSettlements,
	sqlSettlements,
} from "../settlements/sql-store.ts";
import { groupCommit } from "../sql/group-commit.ts";
import { print } from "./report.ts";

const sizes = [1_000, 100_000] as const;
const wakeUps = 500;
const hourMs = 3_600_000;

/** What one wake-up costs with few and with many settlements that wait: what is due, its lease, and the next moment. */
export async function measureWakeUp(folder: string): Promise<void> {
	print(
		"One wake-up: a settlement that is due, its lease, and the next moment",
	);
	for (const size of sizes) {
		const db = openRelayFile(join(folder, `wake-${size}.db`));
		const sql = nodeSql(db);
		const table = sqlSettlements(sql, groupCommit(sql));
		await fill(table, size);
		const times = Array.from({ length: wakeUps }, () => wakeUp(table)).sort(
			(a, b) => a - b,
		);
		const startedAt = performance.now();
		table.wakeInterrupted(Date.now());
		const startMs = performance.now() - startedAt;
		db.close();
		print(
			`  ${`${size} rows waiting`.padEnd(44)} p50 ${quantile(times, 0.5)} ms   p99 ${quantile(times, 0.99)} ms   at the start of a process ${startMs.toFixed(2)} ms`,
		);
	}
}

function wakeUp(table: SqlSettlements): number {
	const startedAt = performance.now();
	const now = Date.now();
	for (const id of table.due(now, 1)) table.postpone(id, now + hourMs);
	table.nextWakeAt();
	return performance.now() - startedAt;
}

/** As many as wake-ups are due, the others wait. */
async function fill(table: SqlSettlements, size: number): Promise<void> {
	const now = Date.now();
	const saves = Array.from({ length: size }, (_, i) => {
		const { state } = beginSettlement(submission(i), null, {}, now, null);
		const until = i < wakeUps ? now - i : now + hourMs + i;
		return table.save(
			nextStored(
				{
					id: `settlement-${i}`,
					principal: "person 101",
					account: { kind: "caller", token_hash: "hash" },
					credential: null,
					rounds: 0,
					endsAt: now + 24 * hourMs,
				},
				{ ...state, command: { kind: "sleep", until } },
				...([0, true, now] as const),
			),
		);
	});
	await Promise.all(saves);
}

function submission(number: number): Submission {
	return {
		company_id: "4201",
		project_id: "77",
		id: String(number),
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "2000",
		},
	};
}

function quantile(ascending: number[], part: number): string {
	return (ascending[Math.floor(ascending.length * part)] ?? 0).toFixed(3);
}
