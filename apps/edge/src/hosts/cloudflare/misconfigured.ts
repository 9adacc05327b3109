import { outcomeToHttp } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { problemResponse } from "../../http/responses/problem.ts";
import { consoleLog } from "./console-log.ts";

const retryAfterMs = 60_000;

/**
 * Answers any request where the deployment is not set up: nothing was recorded. The caller is told no more than that.
 *
 * @param sentence what is wrong, for the log
 */
export function misconfigured(sentence: string): Response {
	const request_id = crypto.randomUUID();
	consoleLog({ level: "error", request_id, error: sentence, at: [] });
	const now = Date.now();
	const { body, headers } = outcomeToHttp(
		outcomes.deferred("unavailable", now + retryAfterMs),
		now,
	);
	if (body === null) throw new TypeError("A refusal has a body.");
	return problemResponse(request_id, body, {
		...headers,
		"Cache-Control": "no-store",
	});
}
