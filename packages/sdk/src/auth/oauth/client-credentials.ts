import { checkOptions } from "../../options/check-options.ts";
import type { Auth } from "../auth.ts";
import { type AppOptions, appRules, resolveApp } from "./app-options.ts";
import { checkClient } from "./failure-reasons.ts";
import { createTokenManager } from "./token-manager.ts";

/**
 * The tokens of an app's service account: for programs that run unattended (contract §3). To respond to a step, the
 * service account must be an assignee of it.
 *
 * @throws {TypeError} if an option is unknown or invalid
 */
export function clientCredentials(options: AppOptions): Auth {
	checkOptions(options, appRules);
	const app = resolveApp(options);
	return createTokenManager(app, {
		usedUpReason: checkClient,
		seedRefreshToken: null,
		accepts: () => true,
		nextRequest: async () => ({ grant_type: "client_credentials" }),
		consumed: () => undefined,
	}).auth;
}
