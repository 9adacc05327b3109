import { outcomes } from "@signoff/core/outcome";
import type { Auth } from "@signoff/sdk";
import { UpstreamFault } from "../../faults/upstream-fault.ts";

const retryMs = 5_000;

/**
 * Checks that the service account has a token, or can get one.
 *
 * @throws UpstreamFault `login_refused` or `login_failed`
 */
export async function checkLogin(auth: Auth, now: () => number): Promise<void> {
	if ((await auth.token()) !== null) return;
	const result = await auth.refresh("");
	const kind = typeof result === "string" ? result : result.kind;
	if (kind === "refreshed") return;
	throw new UpstreamFault(
		kind === "refused" ? "login_refused" : "login_failed",
		outcomes.deferred("unavailable", now() + retryMs),
		{},
	);
}
