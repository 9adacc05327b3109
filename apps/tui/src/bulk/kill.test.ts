import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type FaultServer,
	type ReceivedRequest,
	type ScriptedFault,
	type ServedWorld,
	spawnFaultServer,
} from "@signoff/conformance/fault-server";
import { exitCodes } from "@signoff/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addBulkWorlds, type RowWorld } from "../testing/bulk-worlds.ts";
import { jsonLines, signoff } from "../testing/run-cli.ts";
import { startUntil } from "../testing/start-until.ts";
import { newStateHome } from "../testing/state-home.ts";

const count = 1_000;

let folder: string;
let server: FaultServer;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "signoff-bulk-"));
	server = await spawnFaultServer();
});
afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true });
});

/** The faults of submits, in rotation: all of them pass. */
const faults: ScriptedFault["fault"][] = [
	{ kind: "none" },
	{ kind: "reply_dropped", loss: "reset" },
	{ kind: "request_dropped", loss: "reset" },
	{ kind: "truncated" },
	{ kind: "duplicated" },
	{ kind: "empty" },
];

function rowWorld(row: number): RowWorld {
	const isConflict = row % 200 === 7;
	const fault = faults[row % faults.length] ?? { kind: "none" };
	return {
		before: isConflict
			? [{ kind: "responds", person_id: "101", option: 1, comment: null }]
			: [],
		faults: isConflict ? [] : [{ call: "submit", nth: 1, fault }],
	};
}

function received(worlds: ServedWorld[]): Promise<ReceivedRequest[][]> {
	return Promise.all(worlds.map((world) => server.receivedRequests(world)));
}

test("of 1,000 rows that are killed twice on the way, each is recorded once and nothing is asked twice", {
	timeout: 180_000,
}, async () => {
	const rows = Array.from({ length: count }, (_, at) => at + 1);
	const { token, base_url, worlds } = await addBulkWorlds(
		server,
		rows.map(rowWorld),
	);
	const file = join(folder, "list.csv");
	writeFileSync(
		file,
		`company_id,project_id,instance_id,step_id,option,comment\n${rows.map((row) => `4201,77,i-${row},1,Approve,Row ${row}\n`).join("")}`,
	);
	const args = ["bulk", file, "--json", "--concurrency", "16"];
	const env = {
		SIGNOFF_BASE_URL: base_url,
		SIGNOFF_TOKEN: token,
		XDG_STATE_HOME: newStateHome(),
	};
	const printed = new Set<unknown>();
	for (const moment of [250, 300]) {
		const lines = await startUntil(args, env, moment);
		for (const { row } of lines) {
			expect(printed).not.toContain(row);
			printed.add(row);
		}
	}
	const before = await received(worlds);
	const run = await signoff(args, { env });
	const lines = jsonLines(run);
	const last = lines.at(-1);
	for (const { row } of lines.slice(0, -1)) {
		expect(printed).not.toContain(row);
		if (row !== undefined) printed.add(row);
	}
	const conflicts = rows.filter((row) => row % 200 === 7);
	expect(last).toEqual({
		summary: {
			rows: count,
			kinds: expect.objectContaining({ conflict: conflicts.length }),
			failures: conflicts.map((row) => ({ row, kind: "conflict" })),
		},
	});
	expect(run.code).toBe(exitCodes.conflict);
	const after = await received(worlds);
	for (const [at, world] of worlds.entries()) {
		const { responses } = await server.settled(world);
		expect(responses).toHaveLength(1);
		if (!isPrinted(lines, at + 1))
			expect([at, after[at]]).toEqual([at, before[at]]);
	}
	const again = await signoff(args, { env });
	expect(jsonLines(again)).toEqual([last]);
	expect(await received(worlds)).toEqual(after);
});

/** Whether the last run has settled a row. */
function isPrinted(lines: Record<string, unknown>[], row: number): boolean {
	return lines.some((line) => line["row"] === row);
}
