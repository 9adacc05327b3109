import { problemBody } from "@signoff/core/outcome";
import { sampleToken } from "../../explorer/sample.ts";
import {
	isOwnHost,
	misdirectedMessage,
} from "../../http/middleware/own-host.ts";
import {
	internalErrorMessage,
	problemResponse,
} from "../../http/responses/problem.ts";
import { errorLogEntry } from "../../observability/log.ts";
import { unroutedRequest } from "../../observability/request-record.ts";
import type { WorkerContext, WorkerEnv } from "./bindings.ts";
import { consoleLog, consoleRequestLog } from "./console-log.ts";
import { readWorkerConfig } from "./env.ts";
import { misconfigured } from "./misconfigured.ts";
import { route } from "./router.ts";

export type {
	ObjectNamespace,
	ObjectState,
	ObjectStorage,
	WorkerContext,
	WorkerEnv,
} from "./bindings.ts";
export { CompanyLedger } from "./company-object.ts";
export { Directory } from "./token-directory-object.ts";

/** Handles a request on Workers. If the configuration is invalid, every path is a 503 and the log has the reason. */
async function handle(
	request: Request,
	env: WorkerEnv,
	context: WorkerContext,
): Promise<Response> {
	const config = readWorkerConfig(env);
	if (config.kind === "invalid")
		return misconfigured(config.problems.join(" "));
	const {
		fixture,
		relay,
		"public-url": publicUrl,
		"cors-origin": corsOrigins,
	} = config.config;
	if (relay !== null)
		return misconfigured(
			"The upstream procore is not available on Workers in this version.",
		);
	if (fixture !== null && !isOwnHost(request.url, publicUrl)) {
		const requestId = crypto.randomUUID();
		consoleRequestLog(env)?.(unroutedRequest(requestId, 421));
		return problemResponse(requestId, problemBody(421, misdirectedMessage), {
			"Cache-Control": "no-store",
		});
	}
	try {
		const hasSample =
			fixture?.people.some(({ token }) => token === sampleToken) === true;
		const options = {
			publicUrl,
			corsOrigins,
			sampleToken: hasSample ? sampleToken : null,
		};
		return await route(request, env, options, (promise) =>
			context.waitUntil(promise),
		);
	} catch (error) {
		const requestId = crypto.randomUUID();
		consoleLog(errorLogEntry(requestId, error));
		return problemResponse(requestId, problemBody(500, internalErrorMessage), {
			"Cache-Control": "no-store",
		});
	}
}

const worker: {
	fetch(
		request: Request,
		env: WorkerEnv,
		context: WorkerContext,
	): Promise<Response>;
} = { fetch: handle };

export default worker;
