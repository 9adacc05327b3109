import { problemBody } from "@signoff/core/outcome";
import { isLoopback } from "@signoff/core/validation";
import {
	failureMessage,
	problemResponse,
} from "../../http/responses/problem.ts";
import { failure } from "../../observability/log.ts";
import type { WorkerEnv } from "./bindings.ts";
import { logLine } from "./console-log.ts";
import { settingsOf } from "./env.ts";
import { notSetUp } from "./misconfigured.ts";
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
	const settings = settingsOf(env);
	if (settings.kind === "unusable") return notSetUp(settings.sentence);
	if (settings.fixture !== null && !isLoopback(new URL(request.url).hostname))
		return notSetUp(
			"A fixture's tokens are for loopback only: take the variable FIXTURE away.",
		);
	try {
		return await route(request, env);
	} catch (error) {
		const requestId = crypto.randomUUID();
		logLine(failure(requestId, error));
		return problemResponse(requestId, problemBody(500, failureMessage), {
			"Cache-Control": "no-store",
		});
	}
}

const worker: {
	fetch(request: Request, env: WorkerEnv): Promise<Response>;
} = { fetch: handle };

export default worker;
