import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnFaultServer } from "@signoff/conformance/fault-server";
import { type Outcome, outcomeSchema, validate } from "@signoff/core";
import type { BulkRun } from "./bulk-child.ts";
import { compareWithServer } from "./faulty-run.ts";
import { addFaultyWorlds } from "./faulty-worlds.ts";
import { addOAuthWorld } from "./oauth-world.ts";
import { spawnChild } from "./spawn-child.ts";

/** The result of a list whose run was killed and started again. */
export type ProcessKillReport = {
	kills: number;
	outcomes: number;
	kinds: Record<string, number>;
	/** Mismatches between outcomes and the server, in words. */
	wrong: string[];
};

/**
 * Settles a list in a process that is killed at random moments and resumes with the same journal each time. Then
 * compares the outcomes with what the server has on record.
 *
 * @param moments after how many outcomes the process is killed, once for each
 */
export async function killBulk(
	count: number,
	moments: number[],
): Promise<ProcessKillReport> {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	const server = await spawnFaultServer();
	try {
		const oauth_world = await addOAuthWorld(server);
		const worlds = await addFaultyWorlds(server, count, oauth_world);
		const list = join(folder, "list.json");
		const run: BulkRun = { worlds, oauth_world };
		writeFileSync(list, JSON.stringify(run));
		const files = [list, join(folder, "journal.db")];
		const wrong: string[] = [];
		const reported = new Map<string, Outcome>();
		for (const moment of moments.toSorted((a, b) => a - b))
			await runUntilKilled(files, reported, wrong, moment);
		const last = new Map<string, Outcome>();
		await runUntilKilled(files, last, wrong, Number.POSITIVE_INFINITY);
		for (const [id, { kind }] of reported)
			if (last.get(id)?.kind !== kind)
				wrong.push(`${id}: ${kind}, then ${last.get(id)?.kind}`);
		const report = await compareWithServer(server, worlds, last);
		return {
			kills: moments.length,
			outcomes: last.size,
			kinds: report.kinds,
			wrong: [...wrong, ...report.wrong],
		};
	} finally {
		await server.close();
		rmSync(folder, { recursive: true });
	}
}

/** Runs until so many submissions have an outcome, those of earlier runs included, then kills the process. */
async function runUntilKilled(
	files: string[],
	reported: Map<string, Outcome>,
	wrong: string[],
	moment: number,
): Promise<void> {
	const child = spawnChild("bulk-child.ts", files);
	for await (const message of child.messages) {
		const { id, outcome } = parseMessage(message);
		const before = reported.get(id);
		if (before !== undefined && before.kind !== outcome.kind)
			wrong.push(`${id}: ${before.kind}, then ${outcome.kind}`);
		reported.set(id, outcome);
		if (reported.size >= moment) break;
	}
	await child.kill();
}

function parseMessage(message: unknown): { id: string; outcome: Outcome } {
	if (typeof message !== "object" || message === null)
		throw new Error("The message is not an object.");
	const outcome = validate(outcomeSchema, Reflect.get(message, "outcome"));
	if (outcome.kind === "invalid")
		throw new Error("The message holds no outcome.");
	return { id: String(Reflect.get(message, "id")), outcome: outcome.value };
}
