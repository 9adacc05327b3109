import { isDeepStrictEqual } from "node:util";
import { outcomeFromHttp, outcomeToHttp } from "@signoff/core";
import type { SettlementResult } from "./schedule-result.ts";

/** Whether an outcome that is sent as an HTTP response is received with its kind and fields; a 204 carries no fields. */
export function survivesHttp({
	outcome,
	finished_at,
}: SettlementResult): boolean {
	const { status, headers, body } = outcomeToHttp(outcome, finished_at);
	const lowerCase = Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	const received = outcomeFromHttp({ status, headers: lowerCase, data: body });
	return status === 204
		? received?.kind === outcome.kind
		: isDeepStrictEqual(received, outcome);
}
