import type { TokenResult } from "@signoff/core/oauth";
import type { AuthFailure } from "../auth.ts";

/** Why the login server refused a request for tokens. */
export type RefusalCause = Extract<TokenResult, { kind: "refused" }>["cause"];

// The texts are constant: the login server's own could contain a secret.

/** The app's credentials are wrong. */
export const checkClient: AuthFailure = {
	code: "check_client",
	message:
		"Check the app's client id and secret: the login server does not accept them.",
};

/** The refresh token or code does not work any more. */
export const logInAgain: AuthFailure = {
	code: "log_in_again",
	message: "Log in again: the refresh token (or code) was used up or revoked.",
};

/** The store holds tokens of another app or environment. */
export const tokensOfAnotherApp: AuthFailure = {
	code: "other_store",
	message:
		"Use one token store for each app and environment: this one holds tokens of another.",
};

const checkLogin: AuthFailure = {
	code: "check_login",
	message:
		"Check the environment and the app's settings: the login server refuses the request.",
};

/** @param usedUpReason the remedy if the login itself is used up */
export function failureReason(
	cause: RefusalCause,
	usedUpReason: AuthFailure,
): AuthFailure {
	return {
		token_used: usedUpReason,
		bad_client: checkClient,
		bad_request: checkLogin,
	}[cause];
}
