import { problemBody } from "@signoff/core/outcome";
import { isLoopback } from "@signoff/core/validation/loopback";
import {
	internalErrorMessage,
	problemResponse,
} from "../../http/responses/problem.ts";
import { errorLogEntry } from "../../observability/log.ts";
import type { WorkerEnv } from "./bindings.ts";
import { consoleLog } from "./console-log.ts";
import { readWorkerConfig } from "./env.ts";
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

/** Handles a request on Workers. If the configuration is invalid, every path is a 503 and the log has the reason. */
async function handle(request: Request, env: WorkerEnv): Promise<Response> {
	const config = readWorkerConfig(env);
	if (config.kind === "invalid")
		return misconfigured(config.problems.join(" "));
	if (
		config.config.fixture !== null &&
		!isLoopback(new URL(request.url).hostname)
	)
		return misconfigured(
			"A fixture's tokens are for loopback only: remove the variable SIGNOFF_FIXTURE.",
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
