import { problemBody } from "@signoff/core/outcome";
import { isLoopback } from "@signoff/core/validation";
import {
	internalErrorMessage,
	problemResponse,
} from "../../http/responses/problem.ts";
import { errorLogEntry } from "../../observability/log.ts";
import type { WorkerEnv } from "./bindings.ts";
import { consoleLog } from "./console-log.ts";
import { readConfig } from "./env.ts";
import { misconfigured } from "./misconfigured.ts";
import { route } from "./router.ts";

export type {
	ObjectNamespace,
	ObjectState,
	ObjectStorage,
	WorkerEnv,
} from "./bindings.ts";
export { CompanyLedger } from "./company-object.ts";
export { Directory } from "./token-directory-object.ts";

/** Answers a request on Workers. Where the deployment is not set up, every path says so, and the log says why. */
async function handle(request: Request, env: WorkerEnv): Promise<Response> {
	const settings = readConfig(env);
	if (settings.kind === "invalid") return misconfigured(settings.message);
	if (settings.fixture !== null && !isLoopback(new URL(request.url).hostname))
		return misconfigured(
			"A fixture's tokens are for loopback only: take the variable FIXTURE away.",
		);
	try {
		return await route(request, env);
	} catch (error) {
		const requestId = crypto.randomUUID();
		consoleLog(errorLogEntry(requestId, error));
		return problemResponse(requestId, problemBody(500, internalErrorMessage), {
			"Cache-Control": "no-store",
		});
	}
}

const worker: {
	fetch(request: Request, env: WorkerEnv): Promise<Response>;
} = { fetch: handle };

export default worker;
