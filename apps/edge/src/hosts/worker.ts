import { problem } from "@signoff/core";
import { failure } from "../log.ts";
import { failureMessage, problemResponse } from "../problem.ts";
import { isLoopback } from "./loopback.ts";
import { logLine } from "./worker/log-line.ts";
import { notSetUp } from "./worker/refuse.ts";
import { route } from "./worker/route.ts";
import type { WorkerEnv } from "./worker/runtime.ts";
import { settingsOf } from "./worker/settings.ts";

export { CompanyLedger } from "./worker/company.ts";
export { Directory } from "./worker/directory.ts";
export type {
	ObjectNamespace,
	ObjectState,
	ObjectStorage,
	WorkerEnv,
} from "./worker/runtime.ts";

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
		return problemResponse(requestId, problem(500, failureMessage), {
			"Cache-Control": "no-store",
		});
	}
}

const worker: {
	fetch(request: Request, env: WorkerEnv): Promise<Response>;
} = { fetch: handle };

export default worker;
