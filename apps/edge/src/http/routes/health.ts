import { UpstreamFault } from "../../faults/upstream-fault.ts";
import { errorLogEntry } from "../../observability/log.ts";
import type { EdgeContext } from "../request/context.ts";
import { replyWithProblem } from "../responses/problem.ts";

/** `GET /healthz`: 200 while the process is up. */
export function handleHealth(c: EdgeContext): Response {
	return c.json({ status: "ok" });
}

/** `GET /readyz`: 200 if the upstream confirms that it can take a submission now, else 503. */
export async function handleReadiness(c: EdgeContext): Promise<Response> {
	try {
		await c.get("upstream").ready();
	} catch (error) {
		c.get("log")(errorLogEntry(c.get("requestId"), error));
		if (error instanceof UpstreamFault) c.set("fault", error.fault);
		return replyWithProblem(c, 503, "Not ready to take submissions.", {
			"Retry-After": "1",
		});
	}
	return c.json({ status: "ready" });
}
