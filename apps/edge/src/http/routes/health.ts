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
		const reason =
			error instanceof UpstreamFault
				? `: ${readinessReasons[error.fault] ?? "the storage cannot be used"}`
				: "";
		return replyWithProblem(c, 503, `Not ready to take submissions${reason}.`, {
			"Retry-After": "1",
		});
	}
	return c.json({ status: "ready" });
}

/** By the fault in the log. */
const readinessReasons: Partial<Record<string, string>> = {
	login_failed: "the login server does not answer as it should",
	login_refused: "the login server refuses the service account",
	disk_full: "the disk is full",
	read_only: "the data file is read-only",
	locked: "the data file is locked",
	damaged: "the data file is damaged",
};
