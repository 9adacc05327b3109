import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnFaultServer } from "@signoff/conformance/fault-server";
import { type Outcome, outcomeSchema, validate } from "@signoff/core";
import type { BulkRun } from "./bulk-child.ts";
import { compared } from "./faulty-run.ts";
import { addRoughWorlds } from "./faulty-worlds.ts";
import { addHome } from "./oauth-world.ts";
import { startChild } from "./spawn-child.ts";

/** What became of a list whose run was killed and started again. */
export type KillReport = {
	kills: number;
	outcomes: number;
	kinds: Record<string, number>;
	/** What should not be, in words; empty where all is well. */
	wrong: string[];
};

/**
 * Answers a list in a process that is killed at random moments, each time resumed with the same journal; then compares
 * with what the server holds.
 *
 * @param moments after how many outcomes the process is killed, once for each
 */
export async function killBulk(
	count: number,
	moments: number[],
): Promise<KillReport> {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	const server = await spawnFaultServer();
	try {
		const home = await addHome(server);
		const worlds = await addRoughWorlds(server, count, home);
		const list = join(folder, "list.json");
		const run: BulkRun = { worlds, home };
		writeFileSync(list, JSON.stringify(run));
		const files = [list, join(folder, "journal.db")];
		const wrong: string[] = [];
		const told = new Map<string, Outcome>();
		for (const moment of moments.toSorted((a, b) => a - b))
			await runUntil(files, told, wrong, moment);
		const last = new Map<string, Outcome>();
		await runUntil(files, last, wrong, Number.POSITIVE_INFINITY);
		for (const [id, { kind }] of told)
			if (last.get(id)?.kind !== kind)
				wrong.push(`${id}: ${kind}, then ${last.get(id)?.kind}`);
		const report = await compared(server, worlds, last);
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

/** Runs until so many submissions have come to an outcome, counting those told before; then kills. */
async function runUntil(
	files: string[],
	told: Map<string, Outcome>,
	wrong: string[],
	moment: number,
): Promise<void> {
	const child = startChild("bulk-child.ts", files);
	for await (const message of child.said) {
		const { id, outcome } = messageOf(message);
		const before = told.get(id);
		if (before !== undefined && before.kind !== outcome.kind)
			wrong.push(`${id}: ${before.kind}, then ${outcome.kind}`);
		told.set(id, outcome);
		if (told.size >= moment) break;
	}
	await child.kill();
}

function messageOf(message: unknown): { id: string; outcome: Outcome } {
	if (typeof message !== "object" || message === null)
		throw new Error("The run says something else.");
	const outcome = validate(outcomeSchema, Reflect.get(message, "outcome"));
	if (outcome.kind === "invalid") throw new Error("That is no outcome.");
	return { id: String(Reflect.get(message, "id")), outcome: outcome.value };
}
