import { problemBody } from "@signoff/core/outcome";
import { sampleToken } from "../../explorer/sample.ts";
import {
	isOwnHost,
	misdirectedMessage,
} from "../../http/middleware/own-host.ts";
import { splitUrl } from "../../http/request/url-parts.ts";
import { malformedRequestResponse } from "../../http/responses/malformed-request.ts";
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
import { relayApp } from "./relay-app.ts";
import { missingBindings } from "./relay-env.ts";
import { replayableBody } from "./replayable-body.ts";
import { inRequestContext } from "./request-context.ts";
import { route } from "./router.ts";
import type { DeploymentOptions } from "./unknown-company.ts";

export { Account } from "./account-object.ts";
export type {
	ObjectNamespace,
	ObjectState,
	ObjectStorage,
	SettlementObjectState,
	SettlementStorage,
	WorkerContext,
	WorkerEnv,
} from "./bindings.ts";
export { CompanyLedger } from "./company-object.ts";
export { Settlement } from "./settlement-object.ts";
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
	const missing = relay === null ? [] : missingBindings(env);
	if (missing.length > 0)
		return misconfigured(
			`The upstream procore needs bindings of durable objects that are missing: ${missing.join(", ")}.`,
		);
	if (!hasValidHost(request.url))
		return malformedRequestResponse(consoleRequestLog(env));
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
		if (relay !== null)
			return await handleRelayed(request, env, options, context);
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

/** Relays a request. It may be refused before its body is read. */
async function handleRelayed(
	request: Request,
	env: WorkerEnv,
	options: DeploymentOptions,
	context: WorkerContext,
): Promise<Response> {
	const handling = inRequestContext(context, async () =>
		relayApp(env, options).fetch(request),
	);
	// A caller that hangs up stops nothing: requests under way are reported to their account.
	context.waitUntil(handling.catch(() => {}));
	const reply = await handling;
	const { body } = request;
	if (body !== null && !body.locked)
		context.waitUntil(replayableBody(body).discard());
	return reply;
}

/** The runtime passes on any `Host`, as part of the URL. */
function hasValidHost(url: string): boolean {
	const { origin } = splitUrl(url);
	if (origin === validOrigin) return true;
	if (!URL.canParse(url)) return false;
	validOrigin = origin;
	return true;
}

/** The last origin that was valid: nearly all requests have the same. */
let validOrigin: string | null = null;

/** The worker, with the bindings of {@link WorkerEnv}. */
const worker: {
	/** Handles a request. If the configuration is invalid, every path is a 503 and the log has the reason. */
	fetch(
		request: Request,
		env: WorkerEnv,
		context: WorkerContext,
	): Promise<Response>;
} = { fetch: handle };

export default worker;
