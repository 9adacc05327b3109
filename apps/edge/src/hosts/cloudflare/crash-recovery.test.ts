import { test } from "vitest";
import { killUnderLoad } from "../../testing/crash-recovery.ts";
import { temporaryFolder } from "../../testing/process.ts";
import { serveWorker } from "../../testing/workerd/process.ts";

test("kill -9 of workerd under load, again and again: every answer that was given is still true", {
	timeout: 120_000,
}, async () => {
	const folder = await temporaryFolder();
	await killUnderLoad(3, (fixture) => serveWorker(folder, fixture));
});
