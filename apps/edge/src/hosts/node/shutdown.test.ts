import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readInstance } from "../../testing/client.ts";
import { company, prefixes } from "../../testing/company.ts";
import { serveEdge, temporaryFolder } from "../../testing/edge-process.ts";
import {
	type LoadResult,
	sendUntilRefused,
} from "../../testing/keep-alive-load.ts";

// Starts two processes in each round.
vi.setConfig({ testTimeout: 300_000 });

const rounds = Number(process.env["SIGNOFF_SHUTDOWN_ROUNDS"] ?? 1);

test("SIGTERM under load resets no connection, and what was confirmed is on record", async () => {
	const folder = await temporaryFolder();
	const fixture = join(folder, "fixture.json");
	await writeFile(fixture, JSON.stringify(company()));
	for (let round = 0; round < rounds; round++) {
		const data = join(folder, `${round}.db`);
		const edge = await serveEdge([
			...["--data", data, "--fixture", fixture, "--log-level", "error"],
		]);
		const load = sendUntilRefused(edge.url, 50);
		await load.started;
		const ended = await edge.end("SIGTERM");
		const results = await load.results;
		expect(results.map(({ end }) => end)).toEqual(
			results.map(() => "ECONNREFUSED"),
		);
		// The reply that ended each connection said so.
		expect(results.map(({ lastConnection }) => lastConnection)).toEqual(
			results.map(() => "close"),
		);
		expect([ended.code, ended.err]).toEqual([0, ""]);
		await expectOnRecord(data, results);
	}
});

async function expectOnRecord(
	data: string,
	results: LoadResult[],
): Promise<void> {
	const again = await serveEdge(["--data", data]);
	const answered = results.flatMap((each) => each.answered);
	expect(answered.length).toBeGreaterThan(0);
	await Promise.all(
		answered.map(async ({ id, step }) => {
			const instance = await readInstance(again.url + prefixes.project, id);
			expect(instance.current_step_occurrence?.id).not.toBe(step);
		}),
	);
	await again.end("SIGKILL");
}
