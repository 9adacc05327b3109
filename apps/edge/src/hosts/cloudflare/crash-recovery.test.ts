import { test } from "vitest";
import { killUnderLoad } from "../../testing/crash-recovery.ts";
import { temporaryFolder } from "../../testing/edge-process.ts";
import { serveWorker } from "../../testing/workerd/workerd-process.ts";

test("after repeated kill -9 of workerd under load, all replies still hold", {
	timeout: 120_000,
}, async () => {
	const folder = await temporaryFolder();
	await killUnderLoad(3, (fixture) => serveWorker(folder, fixture));
});
