import { isHeaderSafe } from "../../http/header-value.ts";
import { checkOptions } from "../../options/check-options.ts";
import type { Auth } from "../auth.ts";
import { type AppOptions, appRules, resolveApp } from "./app-options.ts";
import { logInAgain } from "./failure-reasons.ts";
import { refreshRequest } from "./grant-flow.ts";
import { createTokenManager } from "./token-manager.ts";

/** The login of a person, made elsewhere. */
export type RefreshTokenOptions = AppOptions & {
	/**
	 * The refresh token of the login. It works once: after that, those in the store are used, so the store must outlive
	 * the process. Another refresh token given here is a new login.
	 */
	refreshToken: string;
};

/**
 * The tokens of a person who has logged in, for as long as no refresh token is lost (contract §3).
 *
 * @throws {TypeError} if an option is unknown or invalid
 */
export function refreshToken(options: RefreshTokenOptions): Auth {
	checkOptions(options, {
		...appRules,
		refreshToken: ["a string of visible ASCII", isHeaderSafe],
	});
	const app = resolveApp(options, ["refreshToken"]);
	const seedRefreshToken = options.refreshToken;
	let isSeedUsed = false;
	return createTokenManager(app, {
		usedUpReason: logInAgain,
		seedRefreshToken,
		accepts(stored) {
			isSeedUsed ||= stored.seed_refresh_token === seedRefreshToken;
			return isSeedUsed;
		},
		nextRequest: async (stored) =>
			isSeedUsed
				? refreshRequest(stored)
				: { grant_type: "refresh_token", refresh_token: seedRefreshToken },
		consumed(request) {
			if (request.grant_type === "refresh_token")
				isSeedUsed ||= request.refresh_token === seedRefreshToken;
		},
	}).auth;
}
