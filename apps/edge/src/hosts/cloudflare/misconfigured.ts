import { outcomeToHttp } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { problemResponse } from "../../http/responses/problem.ts";
import { consoleLog } from "./console-log.ts";

const retryAfterMs = 60_000;

/**
 * The 503 of a deployment that is not configured correctly: nothing was recorded. The reason goes to the log only.
 *
 * @param message the reason
 */
export function misconfigured(message: string): Response {
	const request_id = crypto.randomUUID();
	consoleLog({ level: "error", request_id, error: message, at: [] });
	const now = Date.now();
	const { body, headers } = outcomeToHttp(
		outcomes.deferred("unavailable", now + retryAfterMs),
		now,
	);
	if (body === null) throw new TypeError("A 503 must have a body.");
	return problemResponse(request_id, body, {
		...headers,
		"Cache-Control": "no-store",
	});
}
