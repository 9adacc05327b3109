import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { killUnderLoad } from "./testing/crash-recovery.ts";
import { serveEdge, temporaryFolder } from "./testing/edge-process.ts";

test("after repeated kill -9 under load, all replies still hold", {
	timeout: 240_000,
}, async () => {
	const folder = await temporaryFolder();
	const fixtureFile = join(folder, "fixture.json");
	await killUnderLoad(20, async (fixture) => {
		await writeFile(fixtureFile, JSON.stringify(fixture));
		const edge = await serveEdge([
			...["--data", join(folder, "ledger.db")],
			...(fixture === null ? [] : ["--fixture", fixtureFile]),
		]);
		return {
			url: edge.url,
			kill: async () => {
				await edge.end("SIGKILL");
			},
		};
	});
});
