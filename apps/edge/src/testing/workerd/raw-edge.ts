import { once } from "node:events";
import { join } from "node:path";
import type { Fixture } from "@signoff/core/fixture";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../edge-process.ts";
import { startWorkerd } from "./raw-workerd.ts";

/** Starts the published worker in raw workerd, without a proxy in front of it, until the end of the test. */
export async function startRawEdge(fixture: Fixture): Promise<URL> {
	const { url, child } = await startWorkerd({
		folder: await temporaryFolder(),
		entry: join(import.meta.dirname, "../../hosts/cloudflare/worker.ts"),
		objects: { COMPANIES: "CompanyLedger", DIRECTORY: "Directory" },
		variables: {
			SIGNOFF_UPSTREAM: "embedded",
			SIGNOFF_LOG_LEVEL: "error",
			SIGNOFF_FIXTURE: JSON.stringify(fixture),
		},
	});
	onTestFinished(async () => {
		child.kill("SIGKILL");
		await once(child, "exit");
	});
	return new URL(url);
}
