import type { EdgeContext } from "../request/context.ts";
import { replyWithProblem } from "../responses/problem.ts";

/** `GET /healthz`: the process answers. */
export function handleHealth(c: EdgeContext): Response {
	return c.json({ status: "ok" });
}

/** `GET /readyz`: a submission could be taken now; the upstream was really asked. */
export async function handleReadiness(c: EdgeContext): Promise<Response> {
	try {
		await c.get("upstream").ready();
	} catch {
		return replyWithProblem(c, 503, "Not ready to take submissions.", {
			"Retry-After": "1",
		});
	}
	return c.json({ status: "ready" });
}
