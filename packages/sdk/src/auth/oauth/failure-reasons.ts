import type { TokenResult } from "@signoff/core/oauth";
import type { AuthFailure } from "../auth.ts";

type Because = Extract<TokenResult, { kind: "refused" }>["cause"];

/** The one thing that helps. The texts are ours: what a login server says could hold a secret. */
export const client: AuthFailure = {
	code: "check_client",
	message:
		"Check the app's client id and secret: the login server does not take them.",
};

export const login: AuthFailure = {
	code: "log_in_again",
	message: "Log in again: the refresh token (or code) was used up or revoked.",
};

export const foreign: AuthFailure = {
	code: "other_store",
	message:
		"Give each app and environment a token store of its own: this one holds tokens of another.",
};

const request: AuthFailure = {
	code: "check_login",
	message:
		"Check the environment and the app's settings: the login server refuses the request.",
};

/** @param spent what helps where the login itself is used up */
export function reasonFor(because: Because, spent: AuthFailure): AuthFailure {
	return { token_used: spent, bad_client: client, bad_request: request }[
		because
	];
}
