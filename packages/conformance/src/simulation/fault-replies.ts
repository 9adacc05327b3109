import { type HttpResponseData, outcomeToHttp } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { NetworkFault } from "./faults.ts";

/** The reply to a request whose token has expired. */
export const expiredTokenReply: HttpResponseData = {
	status: 401,
	headers: {},
	data: { error: "invalid_token" },
};

/** A 200 whose body is an HTML page. */
export const garbledReply: HttpResponseData = {
	status: 200,
	headers: {},
	data: "<html>Log in</html>",
};

/** A status that does not say whether the submission was recorded. */
export function failedReply({
	status,
	retry_after,
	html,
}: Extract<NetworkFault, { kind: "failed" }>): HttpResponseData {
	return {
		status,
		headers: retry_after === null ? {} : { "retry-after": String(retry_after) },
		data: html ? "<html>Sorry</html>" : null,
	};
}

/** The reply of a relay that could not finish: it names its own outcome. */
export function relayReply(
	{ status }: Extract<NetworkFault, { kind: "relayed" }>,
	now: number,
): HttpResponseData {
	const retryAt = now + 1_000;
	const outcome =
		status === 503
			? outcomes.deferred("unavailable", retryAt)
			: outcomes.uncertain(retryAt);
	const { body } = outcomeToHttp(outcome, now);
	return { status, headers: { "retry-after": "1" }, data: body };
}

/** A 429. Without a `Date`, the client can compare the reset only with its own clock. */
export function rateLimitedReply(
	{
		reset_in,
		retry_after,
		repeated,
		dated,
	}: Extract<NetworkFault, { kind: "rate_limited" }>,
	serverNow: number,
	clientNow: number,
): HttpResponseData {
	const now = dated ? serverNow : clientNow;
	const headers: Record<string, string> = {};
	if (reset_in !== null)
		headers["x-rate-limit-reset"] = String(Math.ceil(now / 1000) + reset_in);
	if (dated) headers["date"] = new Date(serverNow).toUTCString();
	if (retry_after !== null)
		headers["retry-after"] = repeated
			? `${retry_after}, 1`
			: String(retry_after);
	return { status: 429, headers, data: "Too many requests" };
}
