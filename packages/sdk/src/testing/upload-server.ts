import {
	startUploadServer as start,
	type UploadPlan,
	type UploadServer,
} from "@signoff/conformance/fault-server";
import { onTestFinished } from "vitest";

/** Starts the fault server's API for uploads and its storage, until the test ends. */
export async function startUploadServer(
	plan: UploadPlan = {},
): Promise<UploadServer> {
	const server = await start(plan);
	onTestFinished(server.close);
	return server;
}
