import { checkOptions } from "../../options/check-options.ts";
import type { Auth } from "../auth.ts";
import { type AppOptions, appRules, readApp } from "./app-options.ts";
import * as reasons from "./failure-reasons.ts";
import { createKeeper } from "./token-manager.ts";

/**
 * The tokens of a service account, which an app has of its own: for programs that nobody sits at (contract §3). To
 * answer a step, the service account must be an assignee of it.
 *
 * @throws {TypeError} where an option is unknown or not what it should be
 */
export function clientCredentials(options: AppOptions): Auth {
	checkOptions(options, appRules);
	const app = readApp(options);
	return createKeeper(app, {
		spent: reasons.client,
		origin: null,
		takes: () => true,
		next: async () => ({ grant_type: "client_credentials" }),
		used: () => undefined,
	}).auth;
}
