import { outcomes } from "@signoff/core/outcome";
import { type Auth, clientCredentials } from "@signoff/sdk";
import type { RelayConfig } from "../../config/relay-config.ts";
import { UpstreamFault } from "../../faults/upstream-fault.ts";

const retryMs = 5_000;

/** The tokens of the edge's service account; `null` if each caller sends a token. */
export function serviceAuth({ identity, loginUrl }: RelayConfig): Auth | null {
	if (identity.kind === "caller") return null;
	const { clientId, clientSecret } = identity;
	return clientCredentials({ clientId, clientSecret, authUrl: loginUrl });
}

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
