import { checkOptions, isHeaderSafe } from "../../options/check-options.ts";
import type { Auth } from "../auth.ts";
import { type AppOptions, appRules, readApp } from "./app-options.ts";
import * as reasons from "./failure-reasons.ts";
import { refreshOf } from "./grant-flow.ts";
import { createKeeper } from "./token-manager.ts";

/** A person's login that was made elsewhere. */
export type RefreshTokenOptions = AppOptions & {
	/**
	 * The refresh token that the login gave. It works once: after that, those in the store count, and a store that
	 * outlives the process is needed. Another one given here is a new login.
	 */
	refreshToken: string;
};

/**
 * The tokens of a person who has logged in, for as long as refresh tokens are not lost (contract §3).
 *
 * @throws {TypeError} where an option is unknown or not what it should be
 */
export function refreshToken(options: RefreshTokenOptions): Auth {
	checkOptions(options, {
		...appRules,
		refreshToken: ["a string of visible ASCII", isHeaderSafe],
	});
	const app = readApp(options, ["refreshToken"]);
	const origin = options.refreshToken;
	let spent = false;
	return createKeeper(app, {
		spent: reasons.login,
		origin,
		takes(stored) {
			spent ||= stored.seed_refresh_token === origin;
			return spent;
		},
		next: async (stored) =>
			spent
				? refreshOf(stored)
				: { grant_type: "refresh_token", refresh_token: origin },
		used(ask) {
			if (ask.grant_type === "refresh_token")
				spent ||= ask.refresh_token === origin;
		},
	}).auth;
}
