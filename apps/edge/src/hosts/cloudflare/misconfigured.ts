import { outcomeToHttp } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { problemResponse } from "../../http/responses/problem.ts";
import { logLine } from "./console-log.ts";

const patienceMs = 60_000;

/**
 * Answers any request where the deployment is not set up: nothing was recorded. The caller is told no more than that.
 *
 * @param sentence what is wrong, for the log
 */
export function notSetUp(sentence: string): Response {
	const request_id = crypto.randomUUID();
	logLine({ level: "error", request_id, error: sentence, at: [] });
	const now = Date.now();
	const { body, headers } = outcomeToHttp(
		outcomes.deferred("unavailable", now + patienceMs),
		now,
	);
	if (body === null) throw new TypeError("A refusal has a body.");
	return problemResponse(request_id, body, {
		...headers,
		"Cache-Control": "no-store",
	});
}
