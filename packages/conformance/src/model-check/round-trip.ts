import { isDeepStrictEqual } from "node:util";
import { type Outcome, outcomeFromHttp, outcomeToHttp } from "@signoff/core";

/** Whether an outcome that is sent as an HTTP response is received with its kind and fields; a 204 carries no fields. */
export function survivesHttp(outcome: Outcome, now: number): boolean {
	const { status, headers, body } = outcomeToHttp(outcome, now);
	const lowerCase = Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	const received = outcomeFromHttp({ status, headers: lowerCase, data: body });
	return status === 204
		? received?.kind === outcome.kind
		: isDeepStrictEqual(received, outcome);
}
