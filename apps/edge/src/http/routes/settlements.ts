import type { EdgeContext } from "../request/context.ts";
import { replyWithOutcome, replyWithProblem } from "../responses/problem.ts";
import { secondsUntil } from "../responses/seconds-until.ts";

/** The path of a settlement, with its parameter as in OpenAPI. */
export const settlementRoute = "/signoff/v1/settlements/{id}";

/** The address of a settlement that was accepted. */
export function settlementPath(id: string): string {
	return settlementRoute.replace("{id}", id);
}

/** `GET /signoff/v1/settlements/{id}`: a settlement that `respond-async` has accepted, for those attached to it. */
export async function handleSettlement(c: EdgeContext): Promise<Response> {
	const id = c.req.param("id") ?? "";
	const result = await c.get("upstream").readSettlement(c.get("principal"), id);
	if (result.kind === "refused") return replyWithOutcome(c, result.outcome);
	if (result.kind === "unknown")
		return replyWithProblem(c, 404, "There is no such settlement.");
	const { settlement } = result;
	const headers: Record<string, string> =
		settlement.state === "pending"
			? {
					"Retry-After": secondsUntil(
						Date.parse(settlement.retry_at),
						c.get("now"),
					),
				}
			: {};
	return c.json(settlement, 200, headers);
}
