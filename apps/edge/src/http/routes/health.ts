import type { EdgeContext } from "../request/context.ts";
import { answerProblem } from "../responses/problem.ts";

/** `GET /healthz`: the process answers. */
export function healthz(c: EdgeContext): Response {
	return c.json({ status: "ok" });
}

/** `GET /readyz`: a submission could be taken now; the upstream was really asked. */
export async function readyz(c: EdgeContext): Promise<Response> {
	try {
		await c.get("upstream").ready();
	} catch {
		return answerProblem(c, 503, "Not ready to take submissions.", {
			"Retry-After": "1",
		});
	}
	return c.json({ status: "ready" });
}
